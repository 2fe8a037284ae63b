import { clsx, type ClassValue } from 'clsx'
import { twMerge } from 'tailwind-merge'

/** Joins class names; of two conflicting Tailwind classes the later wins, so that callers may adjust a component. */
export const cn = (...classes: ClassValue[]): string => twMerge(clsx(classes))
