import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const API = process.env.GATEHOUSE_API ?? 'http://127.0.0.1:4310'

/** Libraries that every screen needs and that change seldom: one cached chunk, whichever screen is opened first. */
const FRAMEWORK = /node_modules\/(?:\.pnpm\/)?(?:react|react-dom|scheduler|@tanstack)[@+/]/

export default defineConfig({
  plugins: [react()],
  server: {
    proxy: {
      '/api': { target: API, changeOrigin: false },
      '/healthz': API,
      '/readyz': API,
    },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: false,
    manifest: true,
    target: 'es2023',
    // data: URLs are not in the content security policy
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'framework', test: FRAMEWORK, priority: 10 },
            { name: 'zod', test: /node_modules\/(?:\.pnpm\/)?zod[@+/]/, priority: 9 },
          ],
        },
      },
    },
  },
})
