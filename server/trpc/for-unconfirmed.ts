/**
 * What an account may change before its address is confirmed: it flies, trades and looks after itself. Nothing else: whoever
 * votes, stands, joins, pays, writes to others or holds tokens has an address. A procedure that is on neither list is refused,
 * and a test wants each on one.
 */
export const FOR_UNCONFIRMED: readonly string[] = [
  ...['combat.attack', 'combat.lieInWait'],
  ...['contracts.deliver', 'contracts.giveUp', 'contracts.take', 'contracts.takeCourier'],
  ...['identity.changePassword', 'identity.endOtherSessions', 'identity.endProgram', 'identity.endSession'],
  ...['adminInvites.decline', 'confirmation.send', 'identity.prove', 'mail.setPreferences'],
  ...['membership.declineInvitation', 'membership.leave', 'membership.withdrawApplication'],
  ...['notifications.markAllRead', 'notifications.markRead', 'notifications.setPreferences'],
  ...['passkeys.askForProof', 'passkeys.prove'],
  ...['privacy.requestExport', 'privacy.requestDeletion', 'privacy.takeBackDeletion'],
  ...['ships.order', 'space.bookmark', 'space.enter', 'space.flyRoute', 'space.move'],
  ...['trade.markLogRead', 'trade.order', 'trade.saveRoute', 'trade.watch', 'travel.depart'],
]

export const FOR_CONFIRMED_ONLY: readonly string[] = [
  ...['address.change', 'adminInvites.accept'],
  ...['billing.cancel', 'billing.changeTier', 'billing.giveUpTierChange', 'billing.payAgain'],
  ...['billing.startCheckout', 'billing.startTakeover'],
  ...['billing.startTransferTakeover', 'ownership.acceptTransfer', 'ownership.offerTransfer'],
  'ownership.withdrawTransfer',
  ...['ownership.acceptNaming', 'ownership.castRescue', 'ownership.declineNaming', 'ownership.nameRescuer'],
  'provisioning.retry',
  ...['council.cast', 'council.propose', 'council.withdraw'],
  ...['diplomacy.answerBreach', 'diplomacy.cast', 'diplomacy.counter', 'diplomacy.giveNotice'],
  ...['diplomacy.propose', 'diplomacy.refuse', 'diplomacy.renew', 'diplomacy.reportBreach'],
  ...['diplomacy.sign', 'diplomacy.withdraw'],
  ...['economy.give', 'treasury.holdFestival', 'treasury.postJob', 'treasury.raiseWorks'],
  'treasury.withdrawJob',
  ...['elections.cancel', 'elections.cast', 'elections.castRecall', 'elections.nominate', 'elections.open'],
  ...['elections.resign', 'elections.signRecall', 'elections.startRecall', 'elections.withdraw'],
  'elections.withdrawSignature',
  // Otherwise codes made before would outlive that the address's owner took the account over.
  ...['identity.changeCallsign', 'identity.createToken', 'recovery.createCodes'],
  ...['secondFactor.beginApp', 'secondFactor.confirmApp', 'secondFactor.removeApp'],
  ...['passkeys.add', 'passkeys.begin', 'passkeys.remove', 'passkeys.rename'],
  ...['membership.decide', 'membership.invite', 'membership.join', 'membership.revokeInvitation'],
  ...['policies.cast', 'policies.counter', 'policies.propose', 'policies.withdraw'],
  ...['regions.changeCulture', 'regions.changeEconomy', 'regions.changeGovernance'],
  ...['regions.changeSecurity', 'regions.requestExport', 'regions.revokeDecree', 'reports.file'],
  ...['regions.removeEmblem', 'regions.setEmblem'],
  ...['voting.delegate', 'voting.takeBack'],
]

const allowed = new Set(FOR_UNCONFIRMED)

export const isForUnconfirmed = (path: string): boolean => allowed.has(path)
