/** Which door a path leads to: paths themselves would be too many. */
export function doorOf(path: string): string {
  if (path.startsWith('/api/')) return 'rest'
  if (path.startsWith('/trpc/')) return 'trpc'
  if (path.startsWith('/webhooks/')) return 'webhook'
  return path === '/events' ? 'events' : 'page'
}
