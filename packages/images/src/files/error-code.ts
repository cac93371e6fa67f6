/** The code of an error of the system or of zlib, such as `ENOENT`; `unknown` when it has none. */
export function errorCode(error: unknown): string {
  // By shape: an error of the system need not be an instance of the Error class of this realm.
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
}

/** What an error says, on one line and without a full stop. */
export function errorMessage(error: unknown): string {
  const said =
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  return said.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
}
