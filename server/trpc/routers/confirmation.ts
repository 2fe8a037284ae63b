import { z } from 'zod'
import { opaqueToken } from '#server/domain/identity/inputs.ts'
import {
  confirmAddress,
  disownAddress,
  readConfirmationLink,
} from '#server/services/identity/confirm-address.ts'
import { sendConfirmation } from '#server/services/identity/send-confirmation.ts'
import { router } from '../init.ts'
import { playerProcedure, publicProcedure } from '../procedures.ts'
import { visitorOf } from '../visitor-of.ts'

const linkInput = z.object({ token: opaqueToken })

/** How an account proves its address. Pages only: the link of a mail is for a person. */
export const confirmationRouter = router({
  link: publicProcedure.input(linkInput).query(({ ctx, input }) => readConfirmationLink(ctx.service, input)),
  confirm: publicProcedure.input(linkInput).mutation(({ ctx, input }) => confirmAddress(ctx.service, input)),
  disown: publicProcedure.input(linkInput).mutation(({ ctx, input }) => disownAddress(ctx.service, input)),
  send: playerProcedure.mutation(({ ctx }) => sendConfirmation(ctx.service, visitorOf(ctx))),
})
