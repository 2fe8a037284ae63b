import { clsx, type ClassValue } from 'clsx'
import { twMerge } from 'tailwind-merge'

/** Joins class names. Of two conflicting Tailwind classes the later one wins, so that callers can adjust a component. */
export const cn = (...classes: ClassValue[]): string => twMerge(clsx(classes))
