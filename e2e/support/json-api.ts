import type { Emulator } from "./emulator";

/** Where in AWS a request goes. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
}

interface Api {
  /** The service's name in signatures. */
  readonly signingName: string;
  /** What precedes the operation's name in `X-Amz-Target`. */
  readonly target: string;
  readonly version: "1.0" | "1.1";
}

const APIS = {
  appautoscaling: {
    signingName: "application-autoscaling",
    target: "AnyScaleFrontendService",
    version: "1.1",
  },
  cloudwatch: {
    signingName: "monitoring",
    target: "GraniteServiceVersion20100801",
    version: "1.0",
  },
  kinesis: { signingName: "kinesis", target: "Kinesis_20131202", version: "1.1" },
} satisfies Record<string, Api>;

/**
 * Calls a service that is not worth another SDK client, as its account's root: the emulators take
 * account and service from the header and check no signature.
 *
 * @param operation such as `DescribeScalableTargets`
 * @returns the parsed answer, `{}` if it is empty
 */
export async function callJsonApi(
  emulator: Emulator,
  service: keyof typeof APIS,
  operation: string,
  input: object,
  place: Place,
): Promise<unknown> {
  const { signingName, target, version } = APIS[service];
  const answer = await fetch(emulator.endpoints[service] ?? "", {
    method: "POST",
    headers: {
      authorization: unsigned(signingName, place),
      "content-type": `application/x-amz-json-${version}`,
      "x-amz-target": `${target}.${operation}`,
    },
    body: JSON.stringify(input),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${service} ${operation}: ${answer.status} ${text}`);
  return text === "" ? {} : (JSON.parse(text) as unknown);
}

/** The `Authorization` header of a request that nobody signed. */
export function unsigned(signingName: string, { accountId, region }: Place): string {
  const credential = `${accountId}/20250101/${region}/${signingName}/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=none`;
}
