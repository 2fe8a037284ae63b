export type Step = { ok: boolean; text: string }
export function checkRecord(record: unknown): { ok: boolean; steps: Step[] }
export function findReceipt(record: unknown, receipt: string): Step
