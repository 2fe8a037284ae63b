/** Page addresses for notifications. `region` is the region's name. */
export const regionPath = (region: string): string => `/regions/${region}`
/** What becomes of a region that is not paid for, and when. */
export const timetablePath = (region: string): string => `/regions/${region}/timetable`
/** What moves markets today, on the page of a region and on that of the Nexus. */
export const MARKETS_ANCHOR = 'markets-today'
/** The law book page with this law. */
export const lawPath = (region: string, number: string | number): string =>
  `/regions/${region}/laws?law=${number}#law-${number}`
export const policyPath = (region: string, policyId: string): string =>
  `/regions/${region}/policies/${policyId}`
export const electionPath = (region: string, electionId: string): string =>
  `/regions/${region}/elections/${electionId}`
/** Anchor of a candidate on that page. */
export const candidateAnchor = (userId: string): string => `candidate-${userId}`
export const recallPath = (region: string, recallId: string): string =>
  `/regions/${region}/recalls/${recallId}`
/** Who may take over a region whose owner stopped paying. */
export const rescuesPath = (region: string): string => `/regions/${region}/rescues`
export const rescuePath = (region: string, rescueId: string): string => `${rescuesPath(region)}/${rescueId}`
/** Its owner hands a region on. */
export const transferPath = (region: string): string => `/regions/${region}/transfer`
export const treatyPath = (region: string, treatyId: string): string =>
  `/regions/${region}/treaties/${treatyId}`
export const applicationsPath = (region: string): string => `/governor/${region}/members`
/** Where the owner, and citizens of a region that is evacuated, ask for a copy of it. */
export const exportPath = (region: string): string => `/regions/${region}/export`
export const delegationPath = (region: string): string => `/regions/${region}/delegation`
export const motionPath = (motionId: string): string => `/nexus/council/motions/${motionId}`
