// A push in five languages, to be copied. The address is this installation's; source and token are
// read from the environment, so that no example ever holds a secret. A test runs those for curl.
import { m } from '#lib/paraglide/messages.js';
import { exampleServiceRow } from '#lib/domain/service-fields.ts';

export interface Example {
  id: 'curl' | 'check' | 'php' | 'csharp' | 'java' | 'python';
  name: string;
  code: string;
}

/** The period and unit of the examples: the first quarter of 2020, Lâm Đồng. */
const PERIOD = '2020-Q1';
const UNIT = '68';

/** A whole body with one row. */
export const exampleBody = (): string =>
  JSON.stringify({ period: PERIOD, unit: UNIT, rows: [exampleServiceRow()] }, null, 2);

const curl = (address: string) => `# TIENDO_SOURCE, TIENDO_TOKEN
curl --silent --show-error --fail-with-body --max-time 120 \\
  --retry 5 --retry-connrefused --retry-max-time 600 \\
  -X POST "${address}/$TIENDO_SOURCE?period=${PERIOD}" \\
  -H "Authorization: Bearer $TIENDO_TOKEN" \\
  -H "Content-Type: application/json" \\
  -H "Idempotency-Key: $TIENDO_SOURCE-${PERIOD}-1" \\
  --data-binary @- <<'JSON'
${exampleBody()}
JSON`;

const check = (address: string) => `curl --silent --show-error --fail-with-body --max-time 120 \\
  -X POST "${address}/$TIENDO_SOURCE?period=${PERIOD}&check=1" \\
  -H "Authorization: Bearer $TIENDO_TOKEN" \\
  -H "Content-Type: application/json" \\
  --data-binary @- <<'JSON'
${exampleBody()}
JSON`;

const python = (
  address: string,
) => `import http.client, json, os, time, urllib.error, urllib.request

source = os.environ["TIENDO_SOURCE"]
body = json.dumps({"period": "${PERIOD}", "unit": "${UNIT}", "rows": rows}).encode()
request = urllib.request.Request(
    f"${address}/{source}?period=${PERIOD}",
    data=body,
    headers={
        "Authorization": "Bearer " + os.environ["TIENDO_TOKEN"],
        "Content-Type": "application/json",
        "Idempotency-Key": f"{source}-${PERIOD}-1",
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
$body = json_encode(['period' => '${PERIOD}', 'unit' => '${UNIT}', 'rows' => $rows],
    JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
for ($attempt = 0; $attempt < 6; $attempt++) {
    $curl = curl_init("${address}/$source?period=${PERIOD}");
    curl_setopt_array($curl, [
        CURLOPT_POSTFIELDS => $body,
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 120,
        CURLOPT_HTTPHEADER => [
            'Authorization: Bearer ' . getenv('TIENDO_TOKEN'),
            'Content-Type: application/json',
            "Idempotency-Key: $source-${PERIOD}-1",
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

var source = Environment.GetEnvironmentVariable("TIENDO_SOURCE");
var body = JsonSerializer.SerializeToUtf8Bytes(new { period = "${PERIOD}", unit = "${UNIT}", rows });
using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(120) };
for (var attempt = 0; ; attempt++)
{
    using var request = new HttpRequestMessage(HttpMethod.Post, $"${address}/{source}?period=${PERIOD}");
    request.Headers.Authorization =
        new("Bearer", Environment.GetEnvironmentVariable("TIENDO_TOKEN"));
    request.Headers.Add("Idempotency-Key", $"{source}-${PERIOD}-1");
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

var source = System.getenv("TIENDO_SOURCE");
var client = HttpClient.newHttpClient();
// json: {"period": "${PERIOD}", "unit": "${UNIT}", "rows": [...]}
var request = HttpRequest.newBuilder(URI.create("${address}/" + source + "?period=${PERIOD}"))
    .timeout(Duration.ofSeconds(120))
    .header("Authorization", "Bearer " + System.getenv("TIENDO_TOKEN"))
    .header("Content-Type", "application/json")
    .header("Idempotency-Key", source + "-${PERIOD}-1")
    .POST(HttpRequest.BodyPublishers.ofString(json))
    .build();
for (int attempt = 0; ; attempt++) {
    HttpResponse<String> reply;
    try {
        reply = client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException dropped) {
        if (attempt == 5) throw dropped;
        Thread.sleep(Duration.ofSeconds(1L << attempt));
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
    Thread.sleep(Duration.ofSeconds(waitS));
}`;

/** @param origin scheme and host of this installation */
export function examplesFor(origin: string): Example[] {
  const address = `${origin}/api/v1/push`;
  return [
    { id: 'curl', name: 'curl', code: curl(address) },
    { id: 'check', name: m.push_check_curl(), code: check(address) },
    { id: 'php', name: 'PHP', code: php(address) },
    { id: 'csharp', name: 'C#', code: csharp(address) },
    { id: 'java', name: 'Java', code: java(address) },
    { id: 'python', name: 'Python', code: python(address) },
  ];
}
