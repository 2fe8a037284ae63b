/** Whether the build was made from the sources as they are now. */
export function isBuilt(): boolean
