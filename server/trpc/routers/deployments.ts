import { z } from 'zod'
import {
  changeFields,
  moveFields,
  scaleFields,
  suspendFields,
} from '#server/domain/deployments/deployment.ts'
import { regionRef } from '#server/domain/regions/region-ref.ts'
import { changeDeployment } from '#server/services/deployments/change-deployment.ts'
import { previewChange } from '#server/services/deployments/preview-change.ts'
import { suspendRegion } from '#server/services/deployments/suspend-region.ts'
import { provisionAgain } from '#server/services/provisioning/provision-again.ts'
import { router } from '../init.ts'
import { adminProcedure } from '../procedures.ts'
import { OF_NAMED_REGION } from '../rest/operation.ts'

const oneRegion = { region: regionRef }
/** How regions are served: by the platform's processes or servers of their own, and with what. */
export const deploymentsRouter = router({
  preview: adminProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/admin/regions/{name}/deployment',
        tag: 'admin',
        summary: 'What a change of how a region is served would come to',
        answer: 'DeploymentPlan',
        names: OF_NAMED_REGION,
      },
    })
    .input(z.object({ ...oneRegion, ...changeFields }))
    .query(({ ctx, input }) => previewChange(ctx.service, input)),
  provision: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/admin/regions/{name}/provision',
        tag: 'admin',
        summary: 'Build a region whose build has failed',
        answer: 'Operation',
        names: OF_NAMED_REGION,
      },
    })
    .input(z.object(oneRegion))
    .mutation(({ ctx, input }) => provisionAgain(ctx.service, input)),
  move: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/admin/regions/{name}/move',
        tag: 'admin',
        summary: 'Serve a region by a server of its own, or by the platform',
        answer: 'Operation',
        names: OF_NAMED_REGION,
      },
    })
    .input(z.object({ ...oneRegion, ...moveFields }))
    .mutation(({ ctx, input }) => changeDeployment(ctx.service, input)),
  scale: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/admin/regions/{name}/scale',
        tag: 'admin',
        summary: 'Give a region’s own server other resources',
        answer: 'Operation',
        names: OF_NAMED_REGION,
      },
    })
    .input(z.object({ ...oneRegion, ...scaleFields }))
    .mutation(({ ctx, input }) => changeDeployment(ctx.service, input)),
  suspend: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/admin/regions/{name}/suspend',
        tag: 'admin',
        summary: 'Close a region’s galaxy until it is resumed',
        answer: 'Operation',
        names: OF_NAMED_REGION,
      },
    })
    .input(z.object({ ...oneRegion, ...suspendFields }))
    .mutation(({ ctx, input }) => suspendRegion(ctx.service, input)),
  resume: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/admin/regions/{name}/resume',
        tag: 'admin',
        summary: 'Open a region’s galaxy again',
        answer: 'Operation',
        names: OF_NAMED_REGION,
      },
    })
    .input(z.object(oneRegion))
    .mutation(({ ctx, input }) => changeDeployment(ctx.service, { ...input, suspended: false })),
})
