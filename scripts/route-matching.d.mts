export const ROUTER_FILE: RegExp
export function keepRoutes(code: string): string
