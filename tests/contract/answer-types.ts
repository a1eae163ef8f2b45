// What the API answers, told from the types of the code that answers: each route's expression that
// becomes JSON, as JSON Schema. Types that have a name are told once.
import { relative } from 'node:path';
import ts from 'typescript';

/** A schema, as JSON Schema 2020-12 has it. */
export type Schema = Record<string, unknown>;

export interface AnswerTypes {
  /** Of each address that answers JSON, as the API names it: `/api/v1/units/{unit}`. */
  answers: Record<string, Schema>;
  /** Types with a name, which answers point to. */
  types: Record<string, Schema>;
}

const ROUTES = 'src/routes';
/** What turns its last argument, or its first, into an answer. */
const SPEAKERS: Readonly<Record<string, number>> = {
  respondJson: 1,
  'Response.json': 0,
  'JSON.stringify': 0,
};

function openProgram(): ts.Program {
  const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as {
    config: Record<string, unknown>;
  };
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
  const isAsked = (path: string) =>
    /src\/routes\/(api\/v1|healthz)\/.*\+server\.ts$|\.svelte-kit\/\w+-?\w*\.d\.ts$/.test(path);
  return ts.createProgram(fileNames.filter(isAsked), options);
}

/** What an address answers: the argument of the call that makes JSON of it. */
function spokenIn(file: ts.SourceFile): ts.Expression | null {
  let found: ts.Expression | null = null;
  const look = (node: ts.Node): void => {
    if (found) return;
    if (ts.isCallExpression(node)) {
      const at = SPEAKERS[node.expression.getText(file)];
      if (at !== undefined) found = node.arguments[at] ?? null;
    }
    if (!found) ts.forEachChild(node, look);
  };
  look(file);
  return found;
}

/** A value of a closed list: `far_behind`, `>=`, `R1`. */
const CODE = /^[\w<>=-]*$/;

/** The schema, or null. */
function orNull(schema: Schema): Schema {
  if (typeof schema.type === 'string') return { ...schema, type: [schema.type, 'null'] };
  if (Array.isArray(schema.enum)) return { enum: [...(schema.enum as unknown[]), null] };
  return { anyOf: [schema, { type: 'null' }] };
}

class Teller {
  readonly types: Record<string, Schema> = {};
  readonly #checker: ts.TypeChecker;
  readonly #names = new Map<ts.Type, string>();

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  tell(type: ts.Type): Schema {
    if (type.isUnion()) return this.#tellUnion(type);
    const { flags } = type;
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if (flags & ts.TypeFlags.BooleanLiteral) {
      return { const: this.#checker.typeToString(type) === 'true' };
    }
    if (flags & ts.TypeFlags.StringLike) return { type: 'string' };
    if (flags & ts.TypeFlags.NumberLike) return { type: 'number' };
    if (flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' };
    if (flags & ts.TypeFlags.Null) return { type: 'null' };
    if (type.isIntersection() && type.types.some((each) => each.flags & ts.TypeFlags.StringLike)) {
      return { type: 'string' };
    }
    if (this.#checker.isArrayLikeType(type)) {
      const of = this.#checker.getIndexTypeOfType(type, ts.IndexKind.Number);
      return { type: 'array', items: of ? this.tell(of) : {} };
    }
    const symbol = type.getSymbol();
    if (symbol?.name === 'Date') return { type: 'string', format: 'date-time' };
    return flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown) ? {} : this.#tellNamed(type);
  }

  #tellUnion(union: ts.UnionType): Schema {
    const told = union.types.filter((each) => !(each.flags & ts.TypeFlags.Undefined));
    const schemas = told.map((each) => this.tell(each));
    const literals = schemas.flatMap((each) => ('const' in each ? [each.const] : []));
    const isNull = schemas.some(({ type }) => type === 'null');
    const rest = schemas.filter((each) => !('const' in each) && each.type !== 'null');
    const texts = literals.filter((each) => typeof each !== 'boolean');
    const kinds: Schema[] = [...rest];
    if (literals.some((each) => typeof each === 'boolean')) kinds.push({ type: 'boolean' });
    // Sentences and limits that the code spells out are no closed lists.
    const isList = texts.every((each) => typeof each === 'string' && CODE.test(each));
    if (texts.length > 0) {
      kinds.push(isList ? { enum: texts.toSorted() } : { type: typeof texts[0] });
    }
    const distinct = [...new Map(kinds.map((each) => [JSON.stringify(each), each])).values()];
    const [only] = distinct;
    if (distinct.length !== 1 || !only) {
      return { anyOf: [...distinct, ...(isNull ? [{ type: 'null' }] : [])] };
    }
    return isNull ? orNull(only) : only;
  }

  /** An object type; under its name where it is declared with one and takes no types itself. */
  #tellNamed(type: ts.Type): Schema {
    const symbol = type.aliasSymbol ?? type.getSymbol();
    const isGeneric = Boolean(
      type.aliasTypeArguments?.length ??
      this.#checker.getTypeArguments(type as ts.TypeReference).length,
    );
    if (!symbol || symbol.name.startsWith('__') || isGeneric) return this.#tellObject(type);
    const known = this.#names.get(type);
    if (known !== undefined) return { $ref: `#/components/schemas/${known}` };
    const taken = new Set(this.#names.values());
    let name = symbol.name;
    for (let n = 2; taken.has(name); n += 1) name = `${symbol.name}${n}`;
    this.#names.set(type, name);
    this.types[name] = this.#tellObject(type);
    return { $ref: `#/components/schemas/${name}` };
  }

  #tellObject(type: ts.Type): Schema {
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const property of this.#checker.getPropertiesOfType(type)) {
      const own = this.#checker.getTypeOfSymbol(property);
      if (own.getCallSignatures().length > 0) continue;
      properties[property.name] = this.tell(own);
      const mayLack = (each: ts.Type) => Boolean(each.flags & ts.TypeFlags.Undefined);
      const isOptional =
        Boolean(property.flags & ts.SymbolFlags.Optional) ||
        mayLack(own) ||
        (own.isUnion() && own.types.some(mayLack));
      if (!isOptional) required.push(property.name);
    }
    const index = this.#checker.getIndexTypeOfType(type, ts.IndexKind.String);
    return {
      type: 'object',
      ...(Object.keys(properties).length > 0 ? { properties } : {}),
      ...(required.length > 0 ? { required: required.toSorted() } : {}),
      ...(index ? { additionalProperties: this.tell(index) } : {}),
    };
  }
}

/** The answers of those addresses that answer JSON. */
export function readAnswerTypes(addresses: ReadonlySet<string>): AnswerTypes {
  const program = openProgram();
  const checker = program.getTypeChecker();
  const teller = new Teller(checker);
  const answers: Record<string, Schema> = {};
  for (const file of program.getSourceFiles()) {
    const path = relative('.', file.fileName);
    if (!path.startsWith(ROUTES) || !path.endsWith('+server.ts')) continue;
    const address = path
      .slice(ROUTES.length, -'/+server.ts'.length)
      .replaceAll(/\[(\w+)\]/g, '{$1}');
    const spoken = addresses.has(address) ? spokenIn(file) : null;
    if (!spoken) continue;
    answers[address] = teller.tell(checker.getTypeAtLocation(spoken));
  }
  const sorted = <V>(of: Record<string, V>): Record<string, V> =>
    Object.fromEntries(Object.entries(of).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return { answers: sorted(answers), types: sorted(teller.types) };
}
