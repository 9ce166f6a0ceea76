using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yixun.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ChannelsRepliesMms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "approved_version",
                table: "templates",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<byte>(
                name: "kind",
                table: "templates",
                type: "INTEGER",
                nullable: false,
                defaultValue: (byte)0);

            migrationBuilder.AddColumn<int>(
                name: "latest_version",
                table: "templates",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "revision",
                table: "templates",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "variables",
                table: "templates",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "province",
                table: "number_segments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "read_at",
                table: "message_segments",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "department",
                table: "inbound_messages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "extension",
                table: "inbound_messages",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "handled_at",
                table: "inbound_messages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "handled_by",
                table: "inbound_messages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "matched_by",
                table: "inbound_messages",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "resubscribed",
                table: "inbound_messages",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "rule_id",
                table: "inbound_messages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "system_id",
                table: "inbound_messages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "callback_events",
                table: "connected_systems",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<byte[]>(
                name: "callback_secret_cipher",
                table: "connected_systems",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.AddColumn<long>(
                name: "callback_secret_id",
                table: "connected_systems",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "callback_url",
                table: "connected_systems",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "department",
                table: "batches",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "forced_channel_id",
                table: "batches",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte>(
                name: "kind",
                table: "batches",
                type: "INTEGER",
                nullable: false,
                defaultValue: (byte)0);

            migrationBuilder.AddColumn<int>(
                name: "template_version",
                table: "batches",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "alert_deliveries",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    alert_id = table.Column<long>(type: "INTEGER", nullable: false),
                    target_id = table.Column<long>(type: "INTEGER", nullable: false),
                    occasion = table.Column<byte>(type: "INTEGER", nullable: false),
                    state = table.Column<byte>(type: "INTEGER", nullable: false),
                    tries = table.Column<int>(type: "INTEGER", nullable: false),
                    next_try_at = table.Column<long>(type: "INTEGER", nullable: true),
                    done_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_deliveries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "alert_targets",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    address_id = table.Column<long>(type: "INTEGER", nullable: false),
                    address_cipher = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kinds = table.Column<string>(type: "TEXT", nullable: false),
                    minimum_severity = table.Column<byte>(type: "INTEGER", nullable: false),
                    quiet_hours = table.Column<string>(type: "TEXT", nullable: false),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_targets", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "alerts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    channel_id = table.Column<string>(type: "TEXT", nullable: false),
                    severity = table.Column<byte>(type: "INTEGER", nullable: false),
                    raised_at = table.Column<long>(type: "INTEGER", nullable: false),
                    cleared_at = table.Column<long>(type: "INTEGER", nullable: true),
                    detail = table.Column<string>(type: "TEXT", nullable: false),
                    reminded_at = table.Column<long>(type: "INTEGER", nullable: false),
                    acknowledged_by = table.Column<string>(type: "TEXT", nullable: true),
                    acknowledged_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alerts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "auto_replies",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    inbound_message_id = table.Column<long>(type: "INTEGER", nullable: false),
                    rule_id = table.Column<int>(type: "INTEGER", nullable: false),
                    phone_hash = table.Column<long>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    batch_id = table.Column<long>(type: "INTEGER", nullable: true),
                    problem = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_auto_replies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "callbacks",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    system_id = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    subject_id = table.Column<long>(type: "INTEGER", nullable: false),
                    body_cipher = table.Column<byte[]>(type: "BLOB", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    tries = table.Column<int>(type: "INTEGER", nullable: false),
                    next_try_at = table.Column<long>(type: "INTEGER", nullable: true),
                    tries_until = table.Column<long>(type: "INTEGER", nullable: false),
                    last_status = table.Column<int>(type: "INTEGER", nullable: true),
                    last_error = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    delivered_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_callbacks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "channel_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    channel_id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    detail = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channel_events", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "channel_minutes",
                columns: table => new
                {
                    channel_id = table.Column<string>(type: "TEXT", nullable: false),
                    minute = table.Column<int>(type: "INTEGER", nullable: false),
                    owner = table.Column<long>(type: "INTEGER", nullable: false),
                    submits = table.Column<int>(type: "INTEGER", nullable: false),
                    accepted = table.Column<int>(type: "INTEGER", nullable: false),
                    rejected = table.Column<int>(type: "INTEGER", nullable: false),
                    flow_control = table.Column<int>(type: "INTEGER", nullable: false),
                    uncertain = table.Column<int>(type: "INTEGER", nullable: false),
                    not_sent = table.Column<int>(type: "INTEGER", nullable: false),
                    responses_by_code = table.Column<string>(type: "TEXT", nullable: false),
                    submit_p50 = table.Column<int>(type: "INTEGER", nullable: false),
                    submit_p95 = table.Column<int>(type: "INTEGER", nullable: false),
                    submit_p99 = table.Column<int>(type: "INTEGER", nullable: false),
                    reports = table.Column<int>(type: "INTEGER", nullable: false),
                    reports_delivered = table.Column<int>(type: "INTEGER", nullable: false),
                    report_p50 = table.Column<int>(type: "INTEGER", nullable: false),
                    report_p95 = table.Column<int>(type: "INTEGER", nullable: false),
                    report_p99 = table.Column<int>(type: "INTEGER", nullable: false),
                    reported_so_far = table.Column<int>(type: "INTEGER", nullable: false),
                    reported_in_time = table.Column<int>(type: "INTEGER", nullable: false),
                    forgotten = table.Column<int>(type: "INTEGER", nullable: false),
                    window_use = table.Column<int>(type: "INTEGER", nullable: false),
                    rate_use = table.Column<int>(type: "INTEGER", nullable: false),
                    waiting = table.Column<int>(type: "INTEGER", nullable: false),
                    queued_chunks = table.Column<int>(type: "INTEGER", nullable: false),
                    bound_least = table.Column<int>(type: "INTEGER", nullable: false),
                    reconnects = table.Column<int>(type: "INTEGER", nullable: false),
                    connect_failures = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channel_minutes", x => new { x.channel_id, x.minute, x.owner });
                });

            migrationBuilder.CreateTable(
                name: "channel_states",
                columns: table => new
                {
                    channel_id = table.Column<string>(type: "TEXT", nullable: false),
                    owner = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    connections = table.Column<int>(type: "INTEGER", nullable: false),
                    bound = table.Column<int>(type: "INTEGER", nullable: false),
                    window = table.Column<int>(type: "INTEGER", nullable: false),
                    in_flight = table.Column<int>(type: "INTEGER", nullable: false),
                    open = table.Column<int>(type: "INTEGER", nullable: false),
                    waiting = table.Column<int>(type: "INTEGER", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    last_event = table.Column<string>(type: "TEXT", nullable: true),
                    down_since = table.Column<long>(type: "INTEGER", nullable: true),
                    error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channel_states", x => new { x.channel_id, x.owner });
                });

            migrationBuilder.CreateTable(
                name: "channel_tests",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    channel_id = table.Column<string>(type: "TEXT", nullable: false),
                    phone_cipher = table.Column<byte[]>(type: "BLOB", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    taken_at = table.Column<long>(type: "INTEGER", nullable: true),
                    message_id = table.Column<long>(type: "INTEGER", nullable: true),
                    problem = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channel_tests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "channels",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    protocol = table.Column<string>(type: "TEXT", nullable: false),
                    carriers = table.Column<string>(type: "TEXT", nullable: false),
                    access_number = table.Column<string>(type: "TEXT", nullable: false),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    mode = table.Column<byte>(type: "INTEGER", nullable: false),
                    lanes = table.Column<string>(type: "TEXT", nullable: false),
                    provinces = table.Column<string>(type: "TEXT", nullable: false),
                    weight = table.Column<int>(type: "INTEGER", nullable: false),
                    price = table.Column<long>(type: "INTEGER", nullable: false),
                    hours = table.Column<string>(type: "TEXT", nullable: false),
                    signature_required = table.Column<bool>(type: "INTEGER", nullable: false),
                    signature_by_carrier = table.Column<bool>(type: "INTEGER", nullable: false),
                    link_policy = table.Column<byte>(type: "INTEGER", nullable: false),
                    gsm7 = table.Column<bool>(type: "INTEGER", nullable: false),
                    host = table.Column<string>(type: "TEXT", nullable: false),
                    port = table.Column<int>(type: "INTEGER", nullable: false),
                    account = table.Column<string>(type: "TEXT", nullable: false),
                    secret_id = table.Column<long>(type: "INTEGER", nullable: false),
                    secret_cipher = table.Column<byte[]>(type: "BLOB", nullable: false),
                    connections = table.Column<int>(type: "INTEGER", nullable: false),
                    window = table.Column<int>(type: "INTEGER", nullable: false),
                    rate = table.Column<int>(type: "INTEGER", nullable: false),
                    settings = table.Column<string>(type: "TEXT", nullable: false),
                    from_configuration = table.Column<bool>(type: "INTEGER", nullable: false),
                    health_share = table.Column<int>(type: "INTEGER", nullable: false),
                    health_reason = table.Column<string>(type: "TEXT", nullable: true),
                    health_changed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channels", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "extensions",
                columns: table => new
                {
                    digits = table.Column<string>(type: "TEXT", nullable: false),
                    system_id = table.Column<int>(type: "INTEGER", nullable: true),
                    department = table.Column<string>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    given_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_extensions", x => x.digits);
                });

            migrationBuilder.CreateTable(
                name: "inbound_parts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    inbound_message_id = table.Column<long>(type: "INTEGER", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    content_type = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    size = table.Column<int>(type: "INTEGER", nullable: false),
                    cipher = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbound_parts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "mms_fallbacks",
                columns: table => new
                {
                    batch_id = table.Column<long>(type: "INTEGER", nullable: false),
                    content_cipher = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mms_fallbacks", x => x.batch_id);
                });

            migrationBuilder.CreateTable(
                name: "mms_links",
                columns: table => new
                {
                    token = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    message_id = table.Column<long>(type: "INTEGER", nullable: false),
                    batch_id = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mms_links", x => x.token);
                });

            migrationBuilder.CreateTable(
                name: "mms_parts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    batch_id = table.Column<long>(type: "INTEGER", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    slide = table.Column<int>(type: "INTEGER", nullable: false),
                    milliseconds = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    content_type = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: true),
                    size = table.Column<int>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<byte[]>(type: "BLOB", nullable: false),
                    cipher = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mms_parts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reference_revisions",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reference_revisions", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "reply_rules",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    comparison = table.Column<int>(type: "INTEGER", nullable: false),
                    words = table.Column<string>(type: "TEXT", nullable: false),
                    system_id = table.Column<int>(type: "INTEGER", nullable: true),
                    department = table.Column<string>(type: "TEXT", nullable: true),
                    extension = table.Column<string>(type: "TEXT", nullable: true),
                    access_number = table.Column<string>(type: "TEXT", nullable: true),
                    valid_from = table.Column<long>(type: "INTEGER", nullable: true),
                    valid_until = table.Column<long>(type: "INTEGER", nullable: true),
                    hours = table.Column<string>(type: "TEXT", nullable: false),
                    answer = table.Column<string>(type: "TEXT", nullable: true),
                    forward = table.Column<int>(type: "INTEGER", nullable: false),
                    forward_system_id = table.Column<int>(type: "INTEGER", nullable: true),
                    goes_on = table.Column<bool>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reply_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "route_rules",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    carriers = table.Column<string>(type: "TEXT", nullable: false),
                    lanes = table.Column<string>(type: "TEXT", nullable: false),
                    systems = table.Column<string>(type: "TEXT", nullable: false),
                    provinces = table.Column<string>(type: "TEXT", nullable: false),
                    signatures = table.Column<string>(type: "TEXT", nullable: false),
                    ported = table.Column<bool>(type: "INTEGER", nullable: true),
                    has_link = table.Column<bool>(type: "INTEGER", nullable: true),
                    deny = table.Column<bool>(type: "INTEGER", nullable: false),
                    channels = table.Column<string>(type: "TEXT", nullable: false),
                    preference = table.Column<byte>(type: "INTEGER", nullable: false),
                    fall_through = table.Column<bool>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_by = table.Column<string>(type: "TEXT", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_route_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "signature_documents",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    signature_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", nullable: false),
                    content_type = table.Column<string>(type: "TEXT", nullable: false),
                    length = table.Column<int>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    content_cipher = table.Column<byte[]>(type: "BLOB", nullable: false),
                    uploaded_by = table.Column<string>(type: "TEXT", nullable: false),
                    uploaded_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_signature_documents", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "signature_registration_changes",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    registration_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    from_state = table.Column<byte>(type: "INTEGER", nullable: true),
                    to_state = table.Column<byte>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_signature_registration_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "signature_registrations",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    signature_id = table.Column<long>(type: "INTEGER", nullable: false),
                    carrier = table.Column<byte>(type: "INTEGER", nullable: false),
                    access_number = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<byte>(type: "INTEGER", nullable: false),
                    submitted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    registered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: true),
                    reference = table.Column<string>(type: "TEXT", nullable: false),
                    reject_reason = table.Column<string>(type: "TEXT", nullable: false),
                    warned_of = table.Column<long>(type: "INTEGER", nullable: true),
                    revision = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_signature_registrations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "signatures",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    purpose = table.Column<string>(type: "TEXT", nullable: false),
                    systems = table.Column<string>(type: "TEXT", nullable: false),
                    license_kind = table.Column<string>(type: "TEXT", nullable: false),
                    remark = table.Column<string>(type: "TEXT", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_signatures", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "template_changes",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    template_id = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    action = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_template_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "template_versions",
                columns: table => new
                {
                    template_id = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    variables = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<byte>(type: "INTEGER", nullable: false),
                    author = table.Column<string>(type: "TEXT", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_template_versions", x => new { x.template_id, x.version });
                });

            migrationBuilder.CreateIndex(
                name: "ix_inbound_messages_system",
                table: "inbound_messages",
                columns: new[] { "system_id", "id" },
                filter: "system_id IS NOT NULL");

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
                name: "ux_inbound_parts_position",
                table: "inbound_parts",
                columns: new[] { "inbound_message_id", "position" },
                unique: true);

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
                name: "extensions");

            migrationBuilder.DropTable(
                name: "inbound_parts");

            migrationBuilder.DropTable(
                name: "mms_fallbacks");

            migrationBuilder.DropTable(
                name: "mms_links");

            migrationBuilder.DropTable(
                name: "mms_parts");

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
                name: "template_changes");

            migrationBuilder.DropTable(
                name: "template_versions");

            migrationBuilder.DropIndex(
                name: "ix_inbound_messages_system",
                table: "inbound_messages");

            migrationBuilder.DropIndex(
                name: "ix_batches_extension",
                table: "batches");

            migrationBuilder.DropIndex(
                name: "ix_batches_mms",
                table: "batches");

            migrationBuilder.DropColumn(
                name: "approved_version",
                table: "templates");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "templates");

            migrationBuilder.DropColumn(
                name: "latest_version",
                table: "templates");

            migrationBuilder.DropColumn(
                name: "revision",
                table: "templates");

            migrationBuilder.DropColumn(
                name: "variables",
                table: "templates");

            migrationBuilder.DropColumn(
                name: "province",
                table: "number_segments");

            migrationBuilder.DropColumn(
                name: "read_at",
                table: "message_segments");

            migrationBuilder.DropColumn(
                name: "department",
                table: "inbound_messages");

            migrationBuilder.DropColumn(
                name: "extension",
                table: "inbound_messages");

            migrationBuilder.DropColumn(
                name: "handled_at",
                table: "inbound_messages");

            migrationBuilder.DropColumn(
                name: "handled_by",
                table: "inbound_messages");

            migrationBuilder.DropColumn(
                name: "matched_by",
                table: "inbound_messages");

            migrationBuilder.DropColumn(
                name: "resubscribed",
                table: "inbound_messages");

            migrationBuilder.DropColumn(
                name: "rule_id",
                table: "inbound_messages");

            migrationBuilder.DropColumn(
                name: "system_id",
                table: "inbound_messages");

            migrationBuilder.DropColumn(
                name: "callback_events",
                table: "connected_systems");

            migrationBuilder.DropColumn(
                name: "callback_secret_cipher",
                table: "connected_systems");

            migrationBuilder.DropColumn(
                name: "callback_secret_id",
                table: "connected_systems");

            migrationBuilder.DropColumn(
                name: "callback_url",
                table: "connected_systems");

            migrationBuilder.DropColumn(
                name: "department",
                table: "batches");

            migrationBuilder.DropColumn(
                name: "forced_channel_id",
                table: "batches");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "batches");

            migrationBuilder.DropColumn(
                name: "template_version",
                table: "batches");
        }
    }
}
