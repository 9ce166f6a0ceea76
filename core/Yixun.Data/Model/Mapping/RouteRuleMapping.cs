using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yixun.Data.Model.Mapping;

internal sealed class RouteRuleMapping : IEntityTypeConfiguration<RouteRuleEntity>
{
    public void Configure(EntityTypeBuilder<RouteRuleEntity> builder)
    {
        builder.ToTable("route_rules");
        builder.Property(rule => rule.Revision).IsConcurrencyToken();
    }
}
