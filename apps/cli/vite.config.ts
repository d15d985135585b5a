import { defineConfig } from 'vite'

/** `pnpm --filter @gatehouse/cli build`: the whole command line as one file that needs Node and nothing else. */
export default defineConfig({
  build: {
    ssr: 'src/main.ts',
    target: 'node20',
    outDir: 'dist',
    rolldownOptions: { output: { entryFileNames: 'gatehouse.mjs', codeSplitting: false, banner: '#!/usr/bin/env node' } },
  },
  ssr: { noExternal: true },
})
