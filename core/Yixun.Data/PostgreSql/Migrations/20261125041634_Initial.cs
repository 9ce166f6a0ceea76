using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Yixun.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "alert_deliveries",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    alert_id = table.Column<long>(type: "bigint", nullable: false),
                    target_id = table.Column<long>(type: "bigint", nullable: false),
                    occasion = table.Column<byte>(type: "smallint", nullable: false),
                    state = table.Column<byte>(type: "smallint", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    next_try_at = table.Column<long>(type: "bigint", nullable: true),
                    done_at = table.Column<long>(type: "bigint", nullable: true),
                    last_error = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_deliveries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "alert_targets",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<byte>(type: "smallint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    address_id = table.Column<long>(type: "bigint", nullable: false),
                    address_cipher = table.Column<byte[]>(type: "bytea", nullable: false),
                    kinds = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    minimum_severity = table.Column<byte>(type: "smallint", nullable: false),
                    quiet_hours = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false),
                    updated_by = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_targets", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "alerts",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    channel_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    severity = table.Column<byte>(type: "smallint", nullable: false),
                    raised_at = table.Column<long>(type: "bigint", nullable: false),
                    cleared_at = table.Column<long>(type: "bigint", nullable: true),
                    detail = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reminded_at = table.Column<long>(type: "bigint", nullable: false),
                    acknowledged_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    acknowledged_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alerts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "auto_replies",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    inbound_message_id = table.Column<long>(type: "bigint", nullable: false),
                    rule_id = table.Column<int>(type: "integer", nullable: false),
                    phone_hash = table.Column<long>(type: "bigint", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    batch_id = table.Column<long>(type: "bigint", nullable: true),
                    problem = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_auto_replies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "batches",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    system_id = table.Column<int>(type: "integer", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    body_digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    nonce_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    lane = table.Column<byte>(type: "smallint", nullable: false),
                    kind = table.Column<byte>(type: "smallint", nullable: false),
                    forced_channel_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    extension = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    department = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    content_cipher = table.Column<byte[]>(type: "bytea", nullable: true),
                    template_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    template_version = table.Column<int>(type: "integer", nullable: true),
                    first_message_id = table.Column<long>(type: "bigint", nullable: false),
                    last_message_id = table.Column<long>(type: "bigint", nullable: false),
                    message_count = table.Column<int>(type: "integer", nullable: false),
                    segments = table.Column<int>(type: "integer", nullable: false),
                    rejected_count = table.Column<int>(type: "integer", nullable: false),
                    rejections_cipher = table.Column<byte[]>(type: "bytea", nullable: true),
                    repeated = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    accepted_at = table.Column<long>(type: "bigint", nullable: false),
                    scheduled_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_batches", x => x.id);
                });
            migrationBuilder.PartitionByMonth("batches");

            migrationBuilder.CreateTable(
                name: "blocked_phones",
                columns: table => new
                {
                    phone_hash = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    phone_cipher = table.Column<byte[]>(type: "bytea", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_blocked_phones", x => x.phone_hash);
                });

            migrationBuilder.CreateTable(
                name: "callbacks",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    system_id = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject_id = table.Column<long>(type: "bigint", nullable: false),
                    body_cipher = table.Column<byte[]>(type: "bytea", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    next_try_at = table.Column<long>(type: "bigint", nullable: true),
                    tries_until = table.Column<long>(type: "bigint", nullable: false),
                    last_status = table.Column<int>(type: "integer", nullable: true),
                    last_error = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    delivered_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_callbacks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "channel_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    channel_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    detail = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    by = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channel_events", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "channel_minutes",
                columns: table => new
                {
                    channel_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    minute = table.Column<int>(type: "integer", nullable: false),
                    owner = table.Column<long>(type: "bigint", nullable: false),
                    submits = table.Column<int>(type: "integer", nullable: false),
                    accepted = table.Column<int>(type: "integer", nullable: false),
                    rejected = table.Column<int>(type: "integer", nullable: false),
                    flow_control = table.Column<int>(type: "integer", nullable: false),
                    uncertain = table.Column<int>(type: "integer", nullable: false),
                    not_sent = table.Column<int>(type: "integer", nullable: false),
                    responses_by_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    submit_p50 = table.Column<int>(type: "integer", nullable: false),
                    submit_p95 = table.Column<int>(type: "integer", nullable: false),
                    submit_p99 = table.Column<int>(type: "integer", nullable: false),
                    reports = table.Column<int>(type: "integer", nullable: false),
                    reports_delivered = table.Column<int>(type: "integer", nullable: false),
                    report_p50 = table.Column<int>(type: "integer", nullable: false),
                    report_p95 = table.Column<int>(type: "integer", nullable: false),
                    report_p99 = table.Column<int>(type: "integer", nullable: false),
                    reported_so_far = table.Column<int>(type: "integer", nullable: false),
                    reported_in_time = table.Column<int>(type: "integer", nullable: false),
                    forgotten = table.Column<int>(type: "integer", nullable: false),
                    window_use = table.Column<int>(type: "integer", nullable: false),
                    rate_use = table.Column<int>(type: "integer", nullable: false),
                    waiting = table.Column<int>(type: "integer", nullable: false),
                    queued_chunks = table.Column<int>(type: "integer", nullable: false),
                    bound_least = table.Column<int>(type: "integer", nullable: false),
                    reconnects = table.Column<int>(type: "integer", nullable: false),
                    connect_failures = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channel_minutes", x => new { x.channel_id, x.minute, x.owner });
                });

            migrationBuilder.CreateTable(
                name: "channel_states",
                columns: table => new
                {
                    channel_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    owner = table.Column<long>(type: "bigint", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false),
                    connections = table.Column<int>(type: "integer", nullable: false),
                    bound = table.Column<int>(type: "integer", nullable: false),
                    window = table.Column<int>(type: "integer", nullable: false),
                    in_flight = table.Column<int>(type: "integer", nullable: false),
                    open = table.Column<int>(type: "integer", nullable: false),
                    waiting = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    last_event = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    down_since = table.Column<long>(type: "bigint", nullable: true),
                    error = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channel_states", x => new { x.channel_id, x.owner });
                });

            migrationBuilder.CreateTable(
                name: "channel_tests",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    channel_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    phone_cipher = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    taken_at = table.Column<long>(type: "bigint", nullable: true),
                    message_id = table.Column<long>(type: "bigint", nullable: true),
                    problem = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channel_tests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "channels",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<byte>(type: "smallint", nullable: false),
                    protocol = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    carriers = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    access_number = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    mode = table.Column<byte>(type: "smallint", nullable: false),
                    lanes = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    provinces = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    weight = table.Column<int>(type: "integer", nullable: false),
                    price = table.Column<long>(type: "bigint", nullable: false),
                    hours = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    signature_required = table.Column<bool>(type: "boolean", nullable: false),
                    signature_by_carrier = table.Column<bool>(type: "boolean", nullable: false),
                    link_policy = table.Column<byte>(type: "smallint", nullable: false),
                    gsm7 = table.Column<bool>(type: "boolean", nullable: false),
                    host = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    port = table.Column<int>(type: "integer", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    secret_id = table.Column<long>(type: "bigint", nullable: false),
                    secret_cipher = table.Column<byte[]>(type: "bytea", nullable: false),
                    connections = table.Column<int>(type: "integer", nullable: false),
                    window = table.Column<int>(type: "integer", nullable: false),
                    rate = table.Column<int>(type: "integer", nullable: false),
                    settings = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    from_configuration = table.Column<bool>(type: "boolean", nullable: false),
                    health_share = table.Column<int>(type: "integer", nullable: false),
                    health_reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    health_changed_at = table.Column<long>(type: "bigint", nullable: true),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false),
                    updated_by = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channels", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "client_keys",
                columns: table => new
                {
                    system_id = table.Column<int>(type: "integer", nullable: false),
                    of_message = table.Column<bool>(type: "boolean", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    message_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_client_keys", x => new { x.system_id, x.of_message, x.client_id });
                });

            migrationBuilder.CreateTable(
                name: "connected_systems",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    secret_id = table.Column<long>(type: "bigint", nullable: false),
                    secret_cipher = table.Column<byte[]>(type: "bytea", nullable: false),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    default_signature = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    allowed_lanes = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    allowed_addresses = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    requests_per_second = table.Column<int>(type: "integer", nullable: false),
                    callback_url = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    callback_events = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    callback_secret_id = table.Column<long>(type: "bigint", nullable: false),
                    callback_secret_cipher = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_connected_systems", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "extensions",
                columns: table => new
                {
                    digits = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    system_id = table.Column<int>(type: "integer", nullable: true),
                    department = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    note = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    given_at = table.Column<long>(type: "bigint", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false),
                    updated_by = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_extensions", x => x.digits);
                });

            migrationBuilder.CreateTable(
                name: "inbound_messages",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    channel_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    phone_hash = table.Column<long>(type: "bigint", nullable: false),
                    phone_cipher = table.Column<byte[]>(type: "bytea", nullable: false),
                    to_number = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    content_cipher = table.Column<byte[]>(type: "bytea", nullable: false),
                    received_at = table.Column<long>(type: "bigint", nullable: false),
                    opted_out = table.Column<bool>(type: "boolean", nullable: false),
                    resubscribed = table.Column<bool>(type: "boolean", nullable: false),
                    extension = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    system_id = table.Column<int>(type: "integer", nullable: true),
                    department = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    matched_by = table.Column<int>(type: "integer", nullable: false),
                    rule_id = table.Column<int>(type: "integer", nullable: true),
                    handled_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    handled_at = table.Column<long>(type: "bigint", nullable: true),
                    replies_to_message_id = table.Column<long>(type: "bigint", nullable: true),
                    complete = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbound_messages", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "inbound_parts",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    inbound_message_id = table.Column<long>(type: "bigint", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    content_type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    size = table.Column<int>(type: "integer", nullable: false),
                    cipher = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbound_parts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "inbound_segments",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    channel_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    carrier_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    from_hash = table.Column<long>(type: "bigint", nullable: false),
                    to_number = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reference = table.Column<int>(type: "integer", nullable: false),
                    segments = table.Column<int>(type: "integer", nullable: false),
                    segment = table.Column<int>(type: "integer", nullable: false),
                    content_cipher = table.Column<byte[]>(type: "bytea", nullable: false),
                    received_at = table.Column<long>(type: "bigint", nullable: false),
                    inbound_message_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbound_segments", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "leases",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    token = table.Column<long>(type: "bigint", nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_leases", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "message_segments",
                columns: table => new
                {
                    message_id = table.Column<long>(type: "bigint", nullable: false),
                    idx = table.Column<int>(type: "integer", nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false),
                    channel_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    carrier_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    result = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    status = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    submitted_at = table.Column<long>(type: "bigint", nullable: false),
                    reported_at = table.Column<long>(type: "bigint", nullable: true),
                    read_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_message_segments", x => new { x.message_id, x.idx });
                });
            migrationBuilder.PartitionByMonth("message_segments");

            migrationBuilder.CreateTable(
                name: "messages",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    system_id = table.Column<int>(type: "integer", nullable: false),
                    lane = table.Column<byte>(type: "smallint", nullable: false),
                    state = table.Column<byte>(type: "smallint", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    trace = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    phone_hash = table.Column<long>(type: "bigint", nullable: false),
                    phone_cipher = table.Column<byte[]>(type: "bytea", nullable: false),
                    content_cipher = table.Column<byte[]>(type: "bytea", nullable: true),
                    segments = table.Column<int>(type: "integer", nullable: false),
                    carrier = table.Column<byte>(type: "smallint", nullable: false),
                    channel_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    due_at = table.Column<long>(type: "bigint", nullable: true),
                    expires_at = table.Column<long>(type: "bigint", nullable: true),
                    dispatched_at = table.Column<long>(type: "bigint", nullable: true),
                    submitted_at = table.Column<long>(type: "bigint", nullable: true),
                    final_at = table.Column<long>(type: "bigint", nullable: true),
                    owner = table.Column<long>(type: "bigint", nullable: true),
                    client_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    unit_price = table.Column<long>(type: "bigint", nullable: true),
                    price_version = table.Column<int>(type: "integer", nullable: true),
                    charged_segments = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_messages", x => x.id);
                });
            migrationBuilder.PartitionByMonth("messages");

            migrationBuilder.CreateTable(
                name: "mms_fallbacks",
                columns: table => new
                {
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    content_cipher = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mms_fallbacks", x => x.batch_id);
                });

            migrationBuilder.CreateTable(
                name: "mms_links",
                columns: table => new
                {
                    token = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false, collation: "C"),
                    message_id = table.Column<long>(type: "bigint", nullable: false),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: false),
                    opened_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mms_links", x => x.token);
                });

            migrationBuilder.CreateTable(
                name: "mms_parts",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    slide = table.Column<int>(type: "integer", nullable: false),
                    milliseconds = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<byte>(type: "smallint", nullable: false),
                    content_type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    size = table.Column<int>(type: "integer", nullable: false),
                    sha256 = table.Column<byte[]>(type: "bytea", nullable: false),
                    cipher = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mms_parts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "number_segments",
                columns: table => new
                {
                    prefix = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    carrier = table.Column<byte>(type: "smallint", nullable: false),
                    kind = table.Column<byte>(type: "smallint", nullable: false),
                    province = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_number_segments", x => x.prefix);
                });

            migrationBuilder.CreateTable(
                name: "opt_outs",
                columns: table => new
                {
                    phone_hash = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    phone_cipher = table.Column<byte[]>(type: "bytea", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_opt_outs", x => x.phone_hash);
                });

            migrationBuilder.CreateTable(
                name: "parked_reports",
                columns: table => new
                {
                    channel_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    carrier_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    status = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reported_at = table.Column<long>(type: "bigint", nullable: false),
                    parked_at = table.Column<long>(type: "bigint", nullable: false),
                    next_try_at = table.Column<long>(type: "bigint", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_parked_reports", x => new { x.channel_id, x.carrier_id, x.status });
                });

            migrationBuilder.CreateTable(
                name: "ported_numbers",
                columns: table => new
                {
                    phone_hash = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    phone_cipher = table.Column<byte[]>(type: "bytea", nullable: false),
                    carrier = table.Column<byte>(type: "smallint", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ported_numbers", x => x.phone_hash);
                });

            migrationBuilder.CreateTable(
                name: "reference_revisions",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reference_revisions", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "reply_rules",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    position = table.Column<int>(type: "integer", nullable: false),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    comparison = table.Column<int>(type: "integer", nullable: false),
                    words = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    system_id = table.Column<int>(type: "integer", nullable: true),
                    department = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    extension = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    access_number = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    valid_from = table.Column<long>(type: "bigint", nullable: true),
                    valid_until = table.Column<long>(type: "bigint", nullable: true),
                    hours = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    answer = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    forward = table.Column<int>(type: "integer", nullable: false),
                    forward_system_id = table.Column<int>(type: "integer", nullable: true),
                    goes_on = table.Column<bool>(type: "boolean", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false),
                    updated_by = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reply_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "route_rules",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    position = table.Column<int>(type: "integer", nullable: false),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    carriers = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    lanes = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    systems = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    provinces = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    signatures = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ported = table.Column<bool>(type: "boolean", nullable: true),
                    has_link = table.Column<bool>(type: "boolean", nullable: true),
                    deny = table.Column<bool>(type: "boolean", nullable: false),
                    channels = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    preference = table.Column<byte>(type: "smallint", nullable: false),
                    fall_through = table.Column<bool>(type: "boolean", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false),
                    updated_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_route_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "signature_documents",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    signature_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<byte>(type: "smallint", nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    content_type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    length = table.Column<int>(type: "integer", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    content_cipher = table.Column<byte[]>(type: "bytea", nullable: false),
                    uploaded_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    uploaded_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_signature_documents", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "signature_registration_changes",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    registration_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    from_state = table.Column<byte>(type: "smallint", nullable: true),
                    to_state = table.Column<byte>(type: "smallint", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_signature_registration_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "signature_registrations",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    signature_id = table.Column<long>(type: "bigint", nullable: false),
                    carrier = table.Column<byte>(type: "smallint", nullable: false),
                    access_number = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    state = table.Column<byte>(type: "smallint", nullable: false),
                    submitted_at = table.Column<long>(type: "bigint", nullable: true),
                    registered_at = table.Column<long>(type: "bigint", nullable: true),
                    expires_at = table.Column<long>(type: "bigint", nullable: true),
                    reference = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reject_reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    warned_of = table.Column<long>(type: "bigint", nullable: true),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_signature_registrations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "signatures",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    purpose = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    systems = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    license_kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    remark = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_signatures", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "staff",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    account = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    password_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    role = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    failed_logins = table.Column<int>(type: "integer", nullable: false),
                    locked_until = table.Column<long>(type: "bigint", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "staff_sessions",
                columns: table => new
                {
                    token_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff_sessions", x => x.token_hash);
                });

            migrationBuilder.CreateTable(
                name: "template_changes",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    template_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    action = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    note = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_template_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "template_versions",
                columns: table => new
                {
                    template_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<byte>(type: "smallint", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    variables = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    state = table.Column<byte>(type: "smallint", nullable: false),
                    author = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    updated_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_template_versions", x => new { x.template_id, x.version });
                });

            migrationBuilder.CreateTable(
                name: "templates",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<byte>(type: "smallint", nullable: false),
                    variables = table.Column<string>(type: "text", nullable: false, defaultValue: "[]", collation: "C"),
                    approved_version = table.Column<int>(type: "integer", nullable: false),
                    latest_version = table.Column<int>(type: "integer", nullable: false),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_templates", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "writer_commits",
                columns: table => new
                {
                    writer = table.Column<long>(type: "bigint", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    written_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_writer_commits", x => new { x.writer, x.sequence });
                });

            migrationBuilder.CreateIndex(
                name: "ix_alert_deliveries_alert",
                table: "alert_deliveries",
                column: "alert_id");

            migrationBuilder.CreateIndex(
                name: "ix_alert_deliveries_next_try",
                table: "alert_deliveries",
                column: "next_try_at",
                filter: "next_try_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ux_alerts_open",
                table: "alerts",
                columns: new[] { "kind", "channel_id" },
                unique: true,
                filter: "cleared_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_auto_replies_pending",
                table: "auto_replies",
                column: "id",
                filter: "state = 0");

            migrationBuilder.CreateIndex(
                name: "ix_auto_replies_phone",
                table: "auto_replies",
                columns: new[] { "phone_hash", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_batches_extension",
                table: "batches",
                columns: new[] { "extension", "id" },
                filter: "extension <> ''");

            migrationBuilder.CreateIndex(
                name: "ix_batches_mms",
                table: "batches",
                column: "first_message_id",
                filter: "kind = 1");

            migrationBuilder.CreateIndex(
                name: "ux_blocked_phones_id",
                table: "blocked_phones",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_callbacks_due",
                table: "callbacks",
                columns: new[] { "system_id", "next_try_at" },
                filter: "state = 0");

            migrationBuilder.CreateIndex(
                name: "ix_callbacks_state",
                table: "callbacks",
                columns: new[] { "state", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_callbacks_subject",
                table: "callbacks",
                columns: new[] { "subject_id", "system_id", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_channel_events_channel",
                table: "channel_events",
                columns: new[] { "channel_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_channel_minutes_minute",
                table: "channel_minutes",
                column: "minute");

            migrationBuilder.CreateIndex(
                name: "ux_connected_systems_key",
                table: "connected_systems",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_inbound_messages_phone",
                table: "inbound_messages",
                columns: new[] { "phone_hash", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_inbound_messages_system",
                table: "inbound_messages",
                columns: new[] { "system_id", "id" },
                filter: "system_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ux_inbound_parts_position",
                table: "inbound_parts",
                columns: new[] { "inbound_message_id", "position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_inbound_segments_waiting",
                table: "inbound_segments",
                column: "received_at",
                filter: "inbound_message_id IS NULL");

            migrationBuilder.CreateIndex(
                name: "ux_inbound_segments_delivery",
                table: "inbound_segments",
                columns: new[] { "channel_id", "carrier_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_message_segments_carrier",
                table: "message_segments",
                column: "carrier_id",
                filter: "carrier_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_messages_active",
                table: "messages",
                columns: new[] { "state", "id" },
                filter: "state < 10");

            migrationBuilder.CreateIndex(
                name: "ix_messages_due",
                table: "messages",
                column: "due_at",
                filter: "due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_messages_phone",
                table: "messages",
                columns: new[] { "phone_hash", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_mms_links_message",
                table: "mms_links",
                column: "message_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_mms_parts_position",
                table: "mms_parts",
                columns: new[] { "batch_id", "position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_opt_outs_id",
                table: "opt_outs",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_parked_reports_next_try",
                table: "parked_reports",
                column: "next_try_at");

            migrationBuilder.CreateIndex(
                name: "ux_ported_numbers_id",
                table: "ported_numbers",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_signature_documents_signature",
                table: "signature_documents",
                column: "signature_id");

            migrationBuilder.CreateIndex(
                name: "ix_signature_registration_changes_registration",
                table: "signature_registration_changes",
                columns: new[] { "registration_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_signature_registrations_place",
                table: "signature_registrations",
                columns: new[] { "signature_id", "carrier", "access_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_signatures_text",
                table: "signatures",
                column: "text",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_staff_account",
                table: "staff",
                column: "account",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_template_changes_template",
                table: "template_changes",
                columns: new[] { "template_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alert_deliveries");

            migrationBuilder.DropTable(
                name: "alert_targets");

            migrationBuilder.DropTable(
                name: "alerts");

            migrationBuilder.DropTable(
                name: "auto_replies");

            migrationBuilder.DropTable(
                name: "batches");

            migrationBuilder.DropTable(
                name: "blocked_phones");

            migrationBuilder.DropTable(
                name: "callbacks");

            migrationBuilder.DropTable(
                name: "channel_events");

            migrationBuilder.DropTable(
                name: "channel_minutes");

            migrationBuilder.DropTable(
                name: "channel_states");

            migrationBuilder.DropTable(
                name: "channel_tests");

            migrationBuilder.DropTable(
                name: "channels");

            migrationBuilder.DropTable(
                name: "client_keys");

            migrationBuilder.DropTable(
                name: "connected_systems");

            migrationBuilder.DropTable(
                name: "extensions");

            migrationBuilder.DropTable(
                name: "inbound_messages");

            migrationBuilder.DropTable(
                name: "inbound_parts");

            migrationBuilder.DropTable(
                name: "inbound_segments");

            migrationBuilder.DropTable(
                name: "leases");

            migrationBuilder.DropTable(
                name: "message_segments");

            migrationBuilder.DropTable(
                name: "messages");

            migrationBuilder.DropTable(
                name: "mms_fallbacks");

            migrationBuilder.DropTable(
                name: "mms_links");

            migrationBuilder.DropTable(
                name: "mms_parts");

            migrationBuilder.DropTable(
                name: "number_segments");

            migrationBuilder.DropTable(
                name: "opt_outs");

            migrationBuilder.DropTable(
                name: "parked_reports");

            migrationBuilder.DropTable(
                name: "ported_numbers");

            migrationBuilder.DropTable(
                name: "reference_revisions");

            migrationBuilder.DropTable(
                name: "reply_rules");

            migrationBuilder.DropTable(
                name: "route_rules");

            migrationBuilder.DropTable(
                name: "signature_documents");

            migrationBuilder.DropTable(
                name: "signature_registration_changes");

            migrationBuilder.DropTable(
                name: "signature_registrations");

            migrationBuilder.DropTable(
                name: "signatures");

            migrationBuilder.DropTable(
                name: "staff");

            migrationBuilder.DropTable(
                name: "staff_sessions");

            migrationBuilder.DropTable(
                name: "template_changes");

            migrationBuilder.DropTable(
                name: "template_versions");

            migrationBuilder.DropTable(
                name: "templates");

            migrationBuilder.DropTable(
                name: "writer_commits");
        }
    }
}
