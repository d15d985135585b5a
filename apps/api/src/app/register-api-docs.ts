import { readFileSync } from 'node:fs'
import swagger, { type SwaggerTransformObject } from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { planJsonSchema } from '@gatehouse/plan-io'
import type { FastifyInstance } from 'fastify'
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod'

const readVersion = (): string => JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version

const DESCRIPTION = `Release readiness: plans, critical path, evidence gates and CI judged on the release SHA.

Every write to an existing part names the revision that it is based on in \`If-Match\` (as given by \`ETag\` or \`revision\`); a stale one
is answered 412. A \`POST\` may carry an \`Idempotency-Key\`: within 24 hours the same key and body get the same answer and one effect.
Errors are problem documents (RFC 9457) with a \`code\` and all \`issues\` at once.`

/** Named schemas come in two kinds, for requests and for answers; only those that some route refers to are of use to a reader. */
const withoutUnused =
  (transform: SwaggerTransformObject): SwaggerTransformObject =>
  (document) => {
    const described = transform(document)
    const { schemas } = ('components' in described && described.components) || {}
    const text = JSON.stringify(described)
    for (const name of Object.keys(schemas ?? {})) {
      if (!text.includes(`"#/components/schemas/${name}"`)) delete (schemas as Record<string, unknown>)[name]
    }
    return described
  }

/** The OpenAPI document of everything that `registerRoute` put on the server, and a page to read it. Register before the routes. */
export const registerApiDocs = async (app: FastifyInstance): Promise<void> => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Gatehouse', version: readVersion(), description: DESCRIPTION },
      servers: [{ url: '/' }],
      security: [{ token: [] }, { session: [] }],
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'An API token, made under People ▸ Tokens.' },
          session: { type: 'apiKey', in: 'cookie', name: app.shell.auth.cookieName },
        },
      },
    },
    transform: createJsonSchemaTransform({}),
    transformObject: withoutUnused(createJsonSchemaTransformObject({})),
  })
  await app.register(swaggerUi, { routePrefix: '/api/docs', uiConfig: { deepLinking: true, tryItOutEnabled: false } })
  app.get('/api/openapi.json', { schema: { hide: true } as object }, () => app.swagger())
  const planSchema = planJsonSchema()
  app.get('/api/schema/plan.json', { schema: { hide: true } as object }, (_request, reply) =>
    reply.type('application/schema+json').header('cache-control', 'public, max-age=300').send(JSON.stringify(planSchema)),
  )
}
