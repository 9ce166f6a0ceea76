using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yixun.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Channels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "province",
                table: "number_segments",
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
                    updated_by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_route_rules", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_channel_events_channel",
                table: "channel_events",
                columns: new[] { "channel_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_channel_minutes_minute",
                table: "channel_minutes",
                column: "minute");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "channel_events");

            migrationBuilder.DropTable(
                name: "channel_minutes");

            migrationBuilder.DropTable(
                name: "channel_states");

            migrationBuilder.DropTable(
                name: "channels");

            migrationBuilder.DropTable(
                name: "route_rules");

            migrationBuilder.DropColumn(
                name: "province",
                table: "number_segments");

            migrationBuilder.DropColumn(
                name: "forced_channel_id",
                table: "batches");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "batches");
        }
    }
}
