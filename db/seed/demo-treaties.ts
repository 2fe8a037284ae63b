import { type DemoCast } from './demo-story.ts'
import { type DemoWorld } from './demo-world-driver.ts'

export async function negotiate(_world: DemoWorld, _cast: DemoCast, _a: string, _b: string) {}
export async function offerLastTreaty(_world: DemoWorld, _cast: DemoCast) {}
