import { html } from 'hono/html'
import { type MailContent } from '../domain/mail/mail-kinds.ts'

/** What stands below every mail. */
export type MailFooter = { reason: string; unsubscribeUrl: string | null }

const SITE = 'SectorWars 2102'

/** Plain text and HTML of a mail. Whatever people wrote stays text in both. */
export function layOutMail(content: MailContent, footer: MailFooter): { text: string; html: string } {
  return { text: asText(content, footer), html: asHtml(content, footer) }
}

function asText({ paragraphs, action, notes }: MailContent, { reason, unsubscribeUrl }: MailFooter): string {
  return [
    ...paragraphs.map(oneLine),
    ...(action ? [`${action.label}:\n${action.url}`] : []),
    ...notes.map(oneLine),
    `-- \n${SITE}\n${reason}`,
    ...(unsubscribeUrl === null ? [] : [`Stop these mails: ${unsubscribeUrl}`]),
  ].join('\n\n')
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

const PARAGRAPH = 'margin:0 0 16px;line-height:1.5'
const BUTTON =
  'display:inline-block;padding:12px 20px;border-radius:4px;background:#0b5c73;color:#ffffff;text-decoration:none;font-weight:bold'

/** Styles are attributes: mail programs drop style sheets. The colours keep their contrast on light and dark. */
function asHtml(
  { subject, paragraphs, action, notes }: MailContent,
  { reason, unsubscribeUrl }: MailFooter,
): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${subject}</title>
      </head>
      <body style="margin:0;padding:24px 16px;background:#f2f5f7;color:#16222b;font-family:sans-serif">
        <main style="max-width:560px;margin:0 auto;padding:24px;border-radius:8px;background:#ffffff">
          <p style="${PARAGRAPH};font-weight:bold;color:#0b5c73">${SITE}</p>
          ${paragraphs.map((text) => html`<p style="${PARAGRAPH}">${oneLine(text)}</p>`)}
          ${
            action
              ? html`<p style="${PARAGRAPH}"><a href="${action.url}" style="${BUTTON}">${action.label}</a></p>
                  <p style="${PARAGRAPH};font-size:13px;word-break:break-all">${action.url}</p>`
              : ''
          }
          ${notes.map((text) => html`<p style="${PARAGRAPH}">${oneLine(text)}</p>`)}
        </main>
        <p style="max-width:560px;margin:16px auto 0;font-size:13px;line-height:1.5;color:#47565f">
          ${reason}
          ${unsubscribeUrl === null ? '' : html`<a href="${unsubscribeUrl}" style="color:#0b5c73">Stop these mails</a>`}
        </p>
      </body>
    </html>`
  if (page instanceof Promise) throw new Error('a mail is laid out at once')
  return page.toString()
}
