import { type Position } from '#server/domain/elections/election-types.ts'
import { type DemoCast } from './demo-story.ts'
import { type DemoWorld } from './demo-world-driver.ts'

export async function elect(_world: DemoWorld, _cast: DemoCast, _region: string, _position: Position) {}
export async function openLastElections(_world: DemoWorld, _cast: DemoCast) {}
