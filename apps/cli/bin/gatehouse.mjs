#!/usr/bin/env node
// Runs the command line from its TypeScript source, from whatever directory it is called in.
import { register } from 'tsx/esm/api'

register()
await import('../src/main.ts')
