export * from './a-bundle.ts'
export * from './mutate.ts'
