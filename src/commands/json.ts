/** Reading JSON that a person wrote: what is not JSON is undefined, and the caller says what was expected. */
export function parseJson(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    return undefined;
  }
}
