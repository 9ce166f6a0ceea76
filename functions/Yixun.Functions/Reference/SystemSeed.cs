using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Yixun.Core.Ids;
using Yixun.Core.Numbers;
using Yixun.Core.Security;
using Yixun.Data.Model;
using Yixun.Data.Staff;

namespace Yixun.Functions.Reference;

/// <summary>What an empty database begins with: the number plan, the console's own system, and a template to try.</summary>
public sealed class SystemSeed(
    IDbContextFactory<YixunDbContext> contexts,
    FieldCipher cipher,
    MessageIdGenerator ids,
    TimeProvider time
)
{
    /// <summary>Key of the system under which the console sends. It is not usable from outside: its secret is thrown away.</summary>
    public const string ConsoleKey = "console";

    /// <summary>Adds what is missing; changes nothing that is there.</summary>
    public async Task PlantAsync(string? defaultSignature, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await context.NumberSegments.AnyAsync(cancellationToken))
        {
            context.NumberSegments.AddRange(
                NumberSegmentTable.DefaultPlan.Select(segment => new NumberSegmentEntity
                {
                    Prefix = segment.Prefix,
                    Carrier = segment.Carrier,
                    Kind = segment.Kind,
                })
            );
            await RaiseAsync(context, cancellationToken);
        }

        if (!await context.ConnectedSystems.AnyAsync(system => system.Key == ConsoleKey, cancellationToken))
        {
            context.ConnectedSystems.Add(NewSystem(ConsoleKey, "管理后台", NewSecret(), defaultSignature));
        }

        if (!await context.Templates.AnyAsync(cancellationToken))
        {
            var template = new TemplateEntity
            {
                Id = "appointment",
                Name = "预约提醒",
                Text = "{name}您好，您预约的{department}门诊时间为{time}，请提前15分钟到院签到。",
                UpdatedAt = time.GetUtcNow(),
            };
            context.Templates.Add(template);
            AddFirstVersion(context, template);
        }

        foreach (
            var template in await context
                .Templates.Where(template => template.LatestVersion == 0)
                .ToListAsync(cancellationToken)
        )
        {
            AddFirstVersion(context, template);
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>A process may have read the plan before it was planted.</summary>
    private static async Task RaiseAsync(YixunDbContext context, CancellationToken cancellationToken)
    {
        var plan = await context.ReferenceRevisions.SingleOrDefaultAsync(
            row => row.Name == ReferenceRevisionEntity.NumberPlan,
            cancellationToken
        );
        if (plan is null)
        {
            context.ReferenceRevisions.Add(
                new ReferenceRevisionEntity { Name = ReferenceRevisionEntity.NumberPlan, Revision = 1 }
            );
        }
        else
        {
            plan.Revision++;
        }
    }

    /// <summary>Adds a system unless one with the key is there.</summary>
    public async Task AddSystemAsync(
        string key,
        string name,
        string secret,
        string? defaultSignature,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await context.ConnectedSystems.AnyAsync(system => system.Key == key, cancellationToken))
        {
            context.ConnectedSystems.Add(NewSystem(key, name, secret, defaultSignature));
            await context.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>Adds the first administrator unless there is staff.</summary>
    /// <returns>True when it was added.</returns>
    public async Task<bool> AddAdministratorAsync(
        string account,
        string password,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Staff.AnyAsync(cancellationToken))
        {
            return false;
        }

        context.Staff.Add(
            new StaffEntity
            {
                Account = account,
                Name = "系统管理员",
                PasswordHash = PasswordHasher.Hash(password),
                Role = StaffRoles.Administrator,
                CreatedAt = time.GetUtcNow(),
            }
        );
        await context.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>A random secret or password of 32 hex digits.</summary>
    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>The text of a template from before there were versions was in use, so it counts as approved.</summary>
    private static void AddFirstVersion(YixunDbContext context, TemplateEntity template)
    {
        context.TemplateVersions.Add(
            new TemplateVersionEntity
            {
                TemplateId = template.Id,
                Version = 1,
                Kind = template.Kind,
                Text = template.Text,
                Variables = template.Variables,
                State = Core.Templates.TemplateState.Approved,
                Author = "system",
                UpdatedAt = template.UpdatedAt,
            }
        );
        template.LatestVersion = 1;
        template.ApprovedVersion = 1;
    }

    private ConnectedSystemEntity NewSystem(string key, string name, string secret, string? defaultSignature)
    {
        var secretId = ids.Next();
        return new ConnectedSystemEntity
        {
            Key = key,
            Name = name,
            SecretId = secretId,
            SecretCipher = cipher.Encrypt(secretId, CipherField.SystemSecret, secret),
            DefaultSignature = defaultSignature,
            CreatedAt = time.GetUtcNow(),
        };
    }
}
