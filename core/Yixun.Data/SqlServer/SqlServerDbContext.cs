using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Yixun.Data.Model;
using Yixun.Data.Server;

namespace Yixun.Data.SqlServer;

/// <summary>
/// The model as SQL Server stores it, and what its migrations belong to: text with a collation of its own, small numbers as
/// <c>smallint</c>, and words that are parts of a long key no longer than such a key may be (900 octets).
/// </summary>
internal sealed class SqlServerDbContext(DbContextOptions<SqlServerDbContext> options)
    : ServerDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        // Unit by unit, whatever the database's own: lists page by key, and upper case is not lower case.
        configurationBuilder.Properties<string>().UseCollation(SqlServerText.Collation);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        foreach (
            var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties())
        )
        {
            var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            // The server has no signed octet.
            if (type.IsEnum && Enum.GetUnderlyingType(type) == typeof(byte))
            {
                property.SetProviderClrType(typeof(short));
            }
        }

        Limit<ParkedReportEntity>(row => row.ChannelId, row => row.CarrierId, row => row.Status);
        Limit<MessageSegmentEntity>(row => row.CarrierId);
        Limit<ClientKeyEntity>(row => row.ClientId);
        Limit<ChannelMinuteEntity>(row => row.ChannelId);
        Limit<ChannelStateEntity>(row => row.ChannelId);
        Limit<InboundSegmentEntity>(row => row.ChannelId);
        Limit<AlertEntity>(row => row.Kind);
        Limit<TemplateVersionEntity>(row => row.TemplateId);

        void Limit<T>(params Expression<Func<T, string?>>[] words)
            where T : class =>
            Array.ForEach(
                words,
                word => modelBuilder.Entity<T>().Property(word).HasMaxLength(SqlServerSession.WordLength)
            );
    }
}
