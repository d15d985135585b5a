import { randomBytes } from 'node:crypto'

/** 256 random bits, safe in a URL and in a header. */
const randomSecret = (): string => randomBytes(32).toString('base64url')

/** API tokens are told apart from other secrets by their beginning, so that scanners can find leaked ones. */
export const newApiToken = (): string => `gh_${randomSecret()}`
export const newLinkToken = (): string => randomSecret()

/** What a list shows of a token, to tell one from another: too little to guess the rest from. */
export const hintOf = (token: string): string => `${token.slice(0, 7)}…`
