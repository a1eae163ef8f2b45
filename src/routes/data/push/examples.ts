// A push in five languages, to be copied and run as it stands. The address is this installation's; all
// that is the sender's own is read from the environment, so that no example ever holds a secret or a
// period that is not theirs. A test runs those for curl and Python.
import { m } from '#lib/paraglide/messages.js';
import { exampleServiceRow } from '#lib/domain/service-fields.ts';

export interface Example {
  id: 'settings' | 'curl' | 'check' | 'php' | 'csharp' | 'java' | 'python';
  name: string;
  code: string;
}

/** All rows of the examples: one service. */
const ROWS = JSON.stringify([exampleServiceRow()], null, 2);

const BODY = `{
  "period": "$TIENDO_PERIOD",
  "unit": "$TIENDO_UNIT",
  "rows": ${ROWS.replaceAll('\n', '\n  ')}
}`;

const SETTINGS = `export TIENDO_SOURCE=push-68 TIENDO_TOKEN=…
export TIENDO_PERIOD=2020-Q1 TIENDO_UNIT=68`;

const curl = (address: string) => `curl --silent --show-error --fail-with-body --max-time 120 \\
  --retry 5 --retry-connrefused --retry-max-time 600 \\
  -X POST "${address}/$TIENDO_SOURCE?period=$TIENDO_PERIOD" \\
  -H "Authorization: Bearer $TIENDO_TOKEN" \\
  -H "Content-Type: application/json" \\
  -H "Idempotency-Key: $TIENDO_SOURCE-$TIENDO_PERIOD-1" \\
  --data-binary @- <<JSON
${BODY}
JSON`;

const check = (address: string) => `curl --silent --show-error --fail-with-body --max-time 120 \\
  -X POST "${address}/$TIENDO_SOURCE?period=$TIENDO_PERIOD&check=1" \\
  -H "Authorization: Bearer $TIENDO_TOKEN" \\
  -H "Content-Type: application/json" \\
  --data-binary @- <<JSON
${BODY}
JSON`;

const indented = (text: string, by: number): string => text.replaceAll(/^/gm, ' '.repeat(by));

const python = (
  address: string,
) => `import http.client, json, os, time, urllib.error, urllib.request

source, period = os.environ["TIENDO_SOURCE"], os.environ["TIENDO_PERIOD"]
rows = json.loads("""${ROWS}""")
body = json.dumps({"period": period, "unit": os.environ["TIENDO_UNIT"], "rows": rows}).encode()
request = urllib.request.Request(
    f"${address}/{source}?period={period}",
    data=body,
    headers={
        "Authorization": "Bearer " + os.environ["TIENDO_TOKEN"],
        "Content-Type": "application/json",
        "Idempotency-Key": f"{source}-{period}-1",
    },
)
for attempt in range(6):
    try:
        with urllib.request.urlopen(request, timeout=120) as reply:
            receipt = json.load(reply)
            break
    except urllib.error.HTTPError as error:
        if error.code not in (408, 429, 500, 502, 503, 504):
            raise RuntimeError(error.read().decode()) from error
        time.sleep(float(error.headers.get("Retry-After") or 2**attempt))
    except (OSError, http.client.HTTPException):  # no reply, or broken off
        time.sleep(2**attempt)
else:
    raise RuntimeError("no receipt after six tries")
print(receipt["number"], receipt["statusUrl"])`;

const php = (address: string) => `<?php
$source = getenv('TIENDO_SOURCE');
$period = getenv('TIENDO_PERIOD');
$rows = json_decode(<<<'JSON'
${ROWS}
JSON, true, 512, JSON_THROW_ON_ERROR);
$body = json_encode(['period' => $period, 'unit' => getenv('TIENDO_UNIT'), 'rows' => $rows],
    JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
for ($attempt = 0; $attempt < 6; $attempt++) {
    $curl = curl_init("${address}/$source?period=$period");
    curl_setopt_array($curl, [
        CURLOPT_POSTFIELDS => $body,
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 120,
        CURLOPT_HTTPHEADER => [
            'Authorization: Bearer ' . getenv('TIENDO_TOKEN'),
            'Content-Type: application/json',
            "Idempotency-Key: $source-$period-1",
        ],
    ]);
    $reply = curl_exec($curl);
    $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
    if ($status === 200 || $status === 202) {
        break;
    }
    if (!in_array($status, [0, 408, 429, 500, 502, 503, 504], true) || $attempt === 5) {
        throw new RuntimeException("$status $reply");
    }
    sleep($status === 429 ? 60 : 2 ** $attempt);
}
$receipt = json_decode($reply, true, 512, JSON_THROW_ON_ERROR);
echo $receipt['number'], ' ', $receipt['statusUrl'], PHP_EOL;`;

const csharp = (address: string) => `using System.Text.Json;
using System.Text.Json.Nodes;

var source = Environment.GetEnvironmentVariable("TIENDO_SOURCE");
var period = Environment.GetEnvironmentVariable("TIENDO_PERIOD");
var unit = Environment.GetEnvironmentVariable("TIENDO_UNIT");
var rows = JsonNode.Parse("""
${ROWS}
""");
var body = JsonSerializer.SerializeToUtf8Bytes(new { period, unit, rows });
using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(120) };
for (var attempt = 0; ; attempt++)
{
    using var request = new HttpRequestMessage(HttpMethod.Post, $"${address}/{source}?period={period}");
    request.Headers.Authorization =
        new("Bearer", Environment.GetEnvironmentVariable("TIENDO_TOKEN"));
    request.Headers.Add("Idempotency-Key", $"{source}-{period}-1");
    request.Content = new ByteArrayContent(body);
    request.Content.Headers.ContentType = new("application/json");
    HttpResponseMessage reply;
    string text;
    try
    {
        reply = await client.SendAsync(request);
        text = await reply.Content.ReadAsStringAsync();
    }
    catch (Exception error)
        when (attempt < 5 && (error is HttpRequestException || error is TaskCanceledException))
    {
        await Task.Delay(TimeSpan.FromSeconds(1 << attempt));
        continue;
    }
    if (reply.IsSuccessStatusCode)
    {
        var receipt = JsonSerializer.Deserialize<JsonElement>(text);
        Console.WriteLine($"{receipt.GetProperty("number")} {receipt.GetProperty("statusUrl")}");
        break;
    }
    var status = (int)reply.StatusCode;
    if ((status != 408 && status != 429 && status < 500) || attempt == 5)
        throw new Exception($"{status} {text}");
    await Task.Delay(reply.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1 << attempt));
}`;

const java = (address: string) => `import java.io.IOException;
import java.net.URI;
import java.net.http.*;
import java.time.Duration;

public class Push {
    public static void main(String[] args) throws Exception {
        var source = System.getenv("TIENDO_SOURCE");
        var client = HttpClient.newHttpClient();
        var period = System.getenv("TIENDO_PERIOD");
        var rows = """
${indented(ROWS, 8)}""";
        var json = "{\\"period\\": \\"" + period + "\\", \\"unit\\": \\"" + System.getenv("TIENDO_UNIT")
            + "\\", \\"rows\\": " + rows + "}";
        var request = HttpRequest.newBuilder(URI.create("${address}/" + source + "?period=" + period))
            .timeout(Duration.ofSeconds(120))
            .header("Authorization", "Bearer " + System.getenv("TIENDO_TOKEN"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", source + "-" + period + "-1")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
        for (int attempt = 0; ; attempt++) {
            HttpResponse<String> reply;
            try {
                reply = client.send(request, HttpResponse.BodyHandlers.ofString());
            } catch (IOException dropped) {
                if (attempt == 5) throw dropped;
                Thread.sleep(1_000L << attempt);
                continue;
            }
            int status = reply.statusCode();
            if (status == 200 || status == 202) {
                System.out.println(reply.body());
                break;
            }
            if ((status != 408 && status != 429 && status < 500) || attempt == 5)
                throw new IllegalStateException(status + " " + reply.body());
            long waitS = reply.headers().firstValueAsLong("Retry-After").orElse(1L << attempt);
            Thread.sleep(1_000 * waitS);
        }
    }
}`;

/** @param origin scheme and host of this installation */
export function examplesFor(origin: string): Example[] {
  const address = `${origin}/api/v1/push`;
  return [
    { id: 'settings', name: m.push_settings(), code: SETTINGS },
    { id: 'curl', name: 'curl', code: curl(address) },
    { id: 'check', name: m.push_check_curl(), code: check(address) },
    { id: 'php', name: 'PHP', code: php(address) },
    { id: 'csharp', name: 'C#', code: csharp(address) },
    { id: 'java', name: 'Java', code: java(address) },
    { id: 'python', name: 'Python', code: python(address) },
  ];
}
