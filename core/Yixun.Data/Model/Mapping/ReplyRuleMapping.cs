using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yixun.Data.Model.Mapping;

internal sealed class ReplyRuleMapping : IEntityTypeConfiguration<ReplyRuleEntity>
{
    public void Configure(EntityTypeBuilder<ReplyRuleEntity> builder)
    {
        builder.ToTable("reply_rules");
    }
}
