import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contingencyLedger } from './contingency-ledger.ts'

const contingency = { from: 11, to: 14, tolerance: 1, target: 'G8' }
const context = { cause: 'L4-D3', last: 14, label: (index: number) => `D${index}` }
const ledger = (slip: number) => contingencyLedger(contingency, slip, context)

describe('contingencyLedger', () => {
  it.each([
    [0, { consumed: 0, left: 4, state: 'untouched', newEnd: 14, cause: null }],
    [1, { consumed: 0, left: 4, state: 'untouched', newEnd: 14, cause: null }],
    [2, { consumed: 2, left: 2, state: 'consumed', newEnd: 14, cause: 'L4-D3' }],
    [4, { consumed: 4, left: 0, state: 'consumed', newEnd: 14, cause: 'L4-D3' }],
    [5, { consumed: 4, left: 0, state: 'exhausted', newEnd: 15, cause: 'L4-D3' }],
    [9, { consumed: 4, left: 0, state: 'exhausted', newEnd: 19, cause: 'L4-D3' }],
  ] as const)('slip %i', (slip, expected) => {
    expect(ledger(slip)).toMatchObject({ size: 4, slip, ...expected })
  })

  it('names each consumed period and what consumed it', () => {
    expect(ledger(2).entries).toEqual([
      { period: 11, label: 'D11', cause: 'L4-D3' },
      { period: 12, label: 'D12', cause: 'L4-D3' },
    ])
    expect(contingencyLedger(contingency, 2, { ...context, cause: null }).entries[0]?.cause).toBe('G8')
  })

  it('takes a tolerance as long as the buffer', () => {
    const patient = { ...contingency, tolerance: 6 }
    expect(contingencyLedger(patient, 6, context)).toMatchObject({ consumed: 0, state: 'untouched', newEnd: 14 })
    expect(contingencyLedger(patient, 7, context)).toMatchObject({ consumed: 4, state: 'exhausted', newEnd: 17 })
  })

  it('always adds up', () => {
    const number = fc.integer({ min: 0, max: 30 })
    fc.assert(
      fc.property(number, number, number, number, (from, length, tolerance, slip) => {
        const any = contingencyLedger({ from, to: from + length - 1, tolerance, target: null }, slip, {
          ...context,
          last: from + length - 1,
        })
        expect(any.consumed + any.left).toBe(any.size)
        expect(any.entries).toHaveLength(any.consumed)
        expect(any.consumed + any.newEnd - (from + length - 1)).toBe(slip > tolerance ? slip : 0)
        expect(any.state === 'exhausted').toBe(any.newEnd > from + length - 1)
      }),
    )
  })
})
