/** The key that signs cannot be used, so the server does not start. The message says what to do and never repeats a key. */
export class SigningKeyUnusable extends Error {
  override readonly name = 'SigningKeyUnusable'
}
