import { getTableConfig } from 'drizzle-orm/pg-core'
import { expect, it } from 'vitest'
import { ALL_TABLES, useSchemaDatabases, type DatabaseKind } from '#server/testing/schema-databases.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const { clientOf } = useSchemaDatabases(useTestPlatform())

/** Without one of these a page or a sweep reads a whole table. Unique indices are rules, and are tested where they refuse something. */
const NEEDED: Record<DatabaseKind, string[]> = {
  platform: [
    ...['alerts_notified_idx', 'alerts_started_idx', 'incident_updates_incident_idx', 'incidents_open_idx'],
    'incidents_resolved_idx',
    ...['region_deployments_host_idx', 'region_deployments_changed_by_idx'],
    ...['region_archives_galaxy_idx', 'region_archives_backup_idx'],
    ...['backup_drills_at_idx', 'backups_kept_idx', 'backups_subject_idx'],
    ...['applications_region_idx', 'applications_user_idx', 'audit_actor_idx', 'audit_region_idx'],
    ...['audit_subject_idx', 'billing_events_idx', 'collected_pilot_days_day_idx'],
    ...['collected_pilot_days_galaxy_idx', 'conservation_audits_at_idx', 'council_motions_at_idx'],
    ...['custody_closed_idx', 'custody_due_idx', 'delegations_at_idx', 'delegations_delegate_idx'],
    ...['elections_region_idx', 'galaxy_inbox_acknowledged_idx', 'galaxy_inbox_open_idx'],
    ...['job_outbox_created_idx', 'laws_at_idx', 'laws_expiry_idx', 'memberships_roll_idx'],
    ...['memberships_user_idx', 'notifications_known_idx', 'notifications_unread_idx'],
    ...['notifications_user_idx', 'offices_former_idx', 'offices_region_idx', 'offices_user_idx'],
    ...['operations_subject_idx', 'payment_ledger_subscription_idx', 'paypal_bindings_subscription_idx'],
    ...['paypal_inbox_open_idx', 'policies_counter_idx', 'policies_passed_idx', 'policies_region_idx'],
    ...['recalls_region_idx', 'refresh_tokens_family_idx', 'refresh_tokens_user_idx', 'regions_gate_idx'],
    ...['rescues_region_idx', 'rescues_rescuer_idx', 'subscriptions_rescue_idx'],
    ...['transfers_region_idx', 'transfers_from_idx', 'transfers_to_idx'],
    ...['subscriptions_transfer_idx', 'subscriptions_predecessor_idx'],
    ...['regions_owner_idx', 'regions_status_idx', 'rewarded_trade_changed_idx', 'roll_entries_user_idx'],
    ...['scheduled_decrees_due_idx', 'scheduled_decrees_region_idx', 'sessions_user_idx'],
    ...['subscriptions_region_idx', 'subscriptions_status_idx', 'subscriptions_transition_idx'],
    ...['subscriptions_user_idx', 'treaties_a_idx', 'treaties_b_idx', 'treaties_renews_idx'],
    ...['treaty_breaches_treaty_idx', 'treaty_sides_region_idx', 'votes_open_idx', 'votes_region_idx'],
    ...['votes_reward_due_idx', 'failed_log_ins_at_idx', 'failed_log_ins_user_idx', 'invitations_user_idx'],
    ...['personal_tokens_user_idx', 'account_links_user_idx', 'address_changes_old_idx', 'mails_created_idx'],
    ...['mails_due_idx', 'mails_failed_idx', 'mails_user_idx', 'users_waiting_idx'],
    ...['data_exports_due_idx', 'data_exports_user_idx', 'account_deletions_due_idx'],
    ...['users_unforgotten_idx', 'pending_log_ins_user_idx', 'refused_requests_user_idx'],
    ...['refused_requests_day_idx', 'refused_requests_last_idx'],
    ...['passkey_challenges_user_idx', 'passkeys_user_idx'],
    ...[
      'admin_invitations_by_idx',
      'users_admins_idx',
      'users_callsign_prefix_idx',
      'users_email_prefix_idx',
    ],
    ...['subscriptions_created_idx', 'payment_ledger_at_idx', 'billing_events_kind_idx'],
    ...[
      'paypal_bindings_plan_idx',
      'plan_prices_plan_idx',
      'disputes_subscription_idx',
      'disputes_opened_idx',
    ],
    ...['users_suspended_idx', 'reports_state_idx', 'reports_reporter_idx', 'reports_reported_idx'],
    ...['callsign_changes_open_idx', 'callsign_changes_skeleton_idx', 'callsign_changes_user_idx'],
  ],
  galaxy: [
    ...['ambushes_sector_idx', 'charted_sectors_moment_idx', 'contracts_due_idx', 'contracts_port_idx'],
    ...['contracts_user_idx', 'event_log_user_idx', 'fights_attacker_idx', 'fights_defender_idx'],
    ...['galaxy_outbox_number_idx', 'ledger_postings_account_idx', 'ledger_postings_transfer_idx'],
    ...['ledger_transfers_entries_idx', 'market_days_day_idx', 'meetings_attacker_idx'],
    ...['pilot_days_changed_idx', 'pilot_totals_changed_idx', 'pilots_sector_idx', 'planets_sector_idx'],
    ...['ports_sector_idx', 'remembered_ports_age_idx', 'sectors_district_idx', 'shocks_port_idx'],
    ...['trades_at_idx', 'trades_port_idx', 'trades_user_idx', 'warps_to_idx', 'yard_orders_user_idx'],
  ],
}

const indicesIn = async (kind: DatabaseKind): Promise<string[]> => {
  const { rows } = await clientOf(kind).query<{ name: string }>(
    `select indexname as name from pg_indexes where schemaname = 'public'`,
  )
  return rows.map(({ name }) => name)
}

it.each(['platform', 'galaxy'] as const)('no index that is needed is missing in the %s', async (kind) => {
  const found = await indicesIn(kind)
  expect(NEEDED[kind].filter((name) => !found.includes(name))).toEqual([])
})

it.each(['platform', 'galaxy'] as const)('the indices of the schema files are in the %s', async (kind) => {
  const found = await indicesIn(kind)
  for (const { table, name } of ALL_TABLES.filter((one) => one.kind === kind)) {
    const { indexes, uniqueConstraints } = getTableConfig(table)
    const named = [...indexes.map(({ config }) => config.name), ...uniqueConstraints.map((one) => one.name)]
    expect(found, name).toEqual(expect.arrayContaining(named))
  }
})
