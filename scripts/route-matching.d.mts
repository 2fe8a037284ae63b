export const ROUTER_FILE: RegExp
export function keepRoutes(id: string, code: string): string
