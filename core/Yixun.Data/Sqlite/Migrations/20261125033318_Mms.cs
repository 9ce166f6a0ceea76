using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yixun.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Mms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "read_at",
                table: "message_segments",
                type: "INTEGER",
                nullable: true);

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

            migrationBuilder.CreateIndex(
                name: "ix_batches_mms",
                table: "batches",
                column: "first_message_id",
                filter: "kind = 1");

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "inbound_parts");

            migrationBuilder.DropTable(
                name: "mms_fallbacks");

            migrationBuilder.DropTable(
                name: "mms_links");

            migrationBuilder.DropTable(
                name: "mms_parts");

            migrationBuilder.DropIndex(
                name: "ix_batches_mms",
                table: "batches");

            migrationBuilder.DropColumn(
                name: "read_at",
                table: "message_segments");
        }
    }
}
