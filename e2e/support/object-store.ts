import type { Emulator } from "./emulator";
import { unsigned, type Place } from "./json-api";

/** One request is not worth another SDK client. */
export async function createBucket(
  emulator: Emulator,
  bucket: string,
  place: Place,
): Promise<void> {
  const location = `<LocationConstraint>${place.region}</LocationConstraint>`;
  await put(
    emulator,
    bucket,
    `<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${location}</CreateBucketConfiguration>`,
    place,
  );
}

/** @param path of the object: `bucket/key` */
export async function putObject(
  emulator: Emulator,
  path: string,
  content: string | Uint8Array<ArrayBuffer>,
  place: Place,
): Promise<void> {
  await put(emulator, path, content, place);
}

async function put(
  emulator: Emulator,
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  place: Place,
): Promise<void> {
  const answer = await fetch(`${emulator.endpoints.s3 ?? ""}/${path}`, {
    method: "PUT",
    headers: { authorization: unsigned("s3", place) },
    body,
  });
  if (!answer.ok) throw new Error(`putting ${path}: ${await answer.text()}`);
}
