/**
 * Joins class names. A class of the caller that is meant to win over one of the component has Tailwind's mark of importance:
 * `px-4!`.
 */
export { clsx as cn } from 'clsx'
