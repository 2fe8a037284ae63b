import { acrossInput } from '#server/domain/travel/inputs.ts'
import {
  historyInput,
  ideasInput,
  savedRouteInput,
  watchInput,
  orderInput,
  wishInput,
} from '#server/domain/trade/inputs.ts'
import { findTrades } from '#server/services/trade/find-trades.ts'
import { findTradesAcross } from '#server/services/trade/find-trades-across.ts'
import { z } from 'zod'
import { cursorInput } from '#server/domain/paging.ts'
import { getNotebook } from '#server/services/trade/get-notebook.ts'
import { saveRoute } from '#server/services/trade/save-route.ts'
import { setWatch } from '#server/services/trade/set-watch.ts'
import { getMarketHistory } from '#server/services/trade/get-market-history.ts'
import { listMarkets } from '#server/services/trade/list-markets.ts'
import { getLog } from '#server/services/trade/get-log.ts'
import { listTrades } from '#server/services/trade/list-trades.ts'
import { markLogRead } from '#server/services/trade/mark-log-read.ts'
import { listPrices } from '#server/services/trade/list-prices.ts'
import { listPricesElsewhere } from '#server/services/trade/list-prices-elsewhere.ts'
import { placeOrder } from '#server/services/trade/place-order.ts'
import { quoteTrade } from '#server/services/trade/quote-trade.ts'
import { router } from '../init.ts'
import { playerProcedure } from '../procedures.ts'

export const tradeRouter = router({
  markets: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/play/market',
        tag: 'play',
        summary: 'The ports whose prices your ship sees',
        answer: 'MarketList',
        description: 'Nearest first, with what their goods cost and bring you now, for ten units each.',
      },
    })
    .query(({ ctx }) => listMarkets(ctx.service)),
  prices: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/play/prices',
        tag: 'play',
        summary: 'The prices that you know',
        answer: 'KnownPrices',
        description:
          'Live where your ship sees them, otherwise as they were when it last did: at most 200 ports and ten days. Tax and tariff are ' +
          'those of today.',
      },
    })
    .query(({ ctx }) => listPrices(ctx.service)),
  pricesElsewhere: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/play/prices/elsewhere',
        tag: 'play',
        summary: 'The prices that you remember of other galaxies',
        answer: 'PricesElsewhere',
        description:
          'As they were when you left each, at most 500 of a galaxy and ten days old. midPrice is that of a unit in hundredths of a ' +
          'credit, without spread, tariff and tax.',
      },
    })
    .query(({ ctx }) => listPricesElsewhere(ctx.service)),
  ideas: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/play/trades',
        tag: 'play',
        summary: 'The best trades between ports that you know',
        answer: 'TradeIdeas',
        description:
          'At most 25, the most net profit per turn first, with your ship, hold and purse as they are: buy at one port, sell all at another. ' +
          'Ports out of sight count as they were when your ship last saw them, so a trade may bring less.',
      },
    })
    .input(ideasInput)
    .query(({ ctx, input }) => findTrades(ctx.service, input)),
  across: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/play/trades/across',
        tag: 'play',
        summary: 'The best trades with another galaxy, between ports that you know',
        answer: 'TradesAcross',
        description:
          'At most 25, the most net profit per turn first: buy where you are, pass the gates with fares and tolls, sell all of it there, as ' +
          'you remember its ports. Asked for a region or the Nexus by its name, of one good or of all.',
      },
    })
    .input(acrossInput)
    .query(({ ctx, input }) => findTradesAcross(ctx.service, input)),
  notebook: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/play/notebook',
        tag: 'play',
        summary: 'The prices that you watch and the trades that you saved',
        answer: 'Notebook',
        description:
          'Those of the galaxy where you are, worked out for your ship as it is, by the prices that you know.',
      },
    })
    .query(({ ctx }) => getNotebook(ctx.service)),
  watch: playerProcedure
    .meta({
      rest: {
        method: 'PUT',
        path: '/play/notebook/watches',
        tag: 'play',
        summary: 'Watch a price, or no longer',
        answer: 'Watched',
        description:
          'limit is what ten units cost at most or bring at least, in credits; null ends it. At most 20 in a galaxy.',
      },
    })
    .input(watchInput)
    .mutation(({ ctx, input }) => setWatch(ctx.service, input)),
  saveRoute: playerProcedure
    .meta({
      rest: {
        method: 'PUT',
        path: '/play/notebook/routes',
        tag: 'play',
        summary: 'Save a trade between two ports, or no longer',
        answer: 'SavedRoute',
        description: 'At most 20 in a galaxy.',
      },
    })
    .input(savedRouteInput)
    .mutation(({ ctx, input }) => saveRoute(ctx.service, input)),
  quote: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/play/quote',
        tag: 'play',
        summary: 'What an order would cost or bring now',
        answer: 'Quote',
        description: 'Item by item, and what the quote rests on. Nothing is reserved.',
      },
    })
    .input(wishInput)
    .query(({ ctx, input }) => quoteTrade(ctx.service, input)),
  history: playerProcedure
    .input(historyInput)
    .query(({ ctx, input }) => getMarketHistory(ctx.service, input)),
  orders: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/play/orders',
        tag: 'play',
        summary: 'Your filled orders where you are',
        answer: 'TradeList',
        description: 'Newest first. Ask on with the next of an answer as after; null is the end.',
      },
    })
    .input(cursorInput)
    .query(({ ctx, input }) => listTrades(ctx.service, input)),
  log: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/play/log',
        tag: 'play',
        summary: 'Everything that moved your purse where you are',
        answer: 'CaptainsLog',
        description: 'Newest first, by cursor as your orders. The amount is positive where your purse grew.',
      },
    })
    .input(cursorInput)
    .query(({ ctx, input }) => getLog(ctx.service, input)),
  markLogRead: playerProcedure
    .input(z.object({ until: z.iso.datetime() }))
    .mutation(({ ctx, input }) => markLogRead(ctx.service, input)),
  order: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/play/orders',
        tag: 'play',
        summary: 'Buy or sell at a port of your sector',
        answer: 'OrderOutcome',
        description:
          'Filled whole at a net price no worse than worstNet, or not at all: price-moved brings the new quote. Choose an orderId for ' +
          'each order; sent again after an answer that was lost, it is filled once.',
      },
    })
    .input(orderInput)
    .mutation(({ ctx, input }) => placeOrder(ctx.service, input)),
})
