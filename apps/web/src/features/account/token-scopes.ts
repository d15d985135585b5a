import type { TokenScope } from '@gatehouse/contracts'

export const tokensKey = ['tokens'] as const
export const SCOPE_WORDS = {
  read: 'Read: look at everything that you may see',
  evidence: 'Evidence: attach proof, and read',
  write: 'Write: everything that you may do',
} satisfies Record<TokenScope, string>
