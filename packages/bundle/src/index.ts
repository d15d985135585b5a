export * from './signing/dsse.ts'
export * from './signing/keys.ts'
