using RabbitMQ.Client.Exceptions;
using Yixun.Cli.Status;
using Yixun.Messaging;
using Yixun.Messaging.RabbitMq;
using Yixun.Messaging.Transport;

namespace Yixun.Cli.Doctor;

/// <summary>The broker is there, takes publishes, and has every queue as the platform declares it.</summary>
internal sealed class BrokerCheck : IDoctorCheck
{
    private const ushort PreconditionFailed = 406;

    public string Area => "消息队列";

    public async Task<IReadOnlyList<Finding>> RunAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (patient.Location.IsStandalone)
        {
            return [Inside(patient)];
        }

        if (QueueReader.BrokerOf(patient.Location) is not { } broker)
        {
            return
            [
                Finding.Fault(
                    "broker.setting",
                    "配置 RabbitMq 缺失或不是 amqp:// 地址",
                    "设置 RabbitMq 为 amqp://用户:密码@主机:5672/"
                ),
            ];
        }

        var options = new RabbitMqOptions { Uri = broker, ConnectionName = "yixun-cli" };
        var where = $"RabbitMQ（{broker.Host}:{broker.Port}）";
        try
        {
            var state = await RabbitMqProbe.ReadAsync(options, cancellationToken);
            var findings = new List<Finding>
            {
                Finding.Ok("broker.reached", $"{where}可用，{state.Product} {state.Version}"),
            };
            if (!state.TakesPublishes)
            {
                findings.Add(
                    Finding.Fault(
                        "broker.alarm",
                        $"{where}不接受新消息：内存或磁盘告警",
                        "清理磁盘或增加内存（rabbitmq-diagnostics alarms 说明是哪一项），解除后自动恢复"
                    )
                );
            }

            findings.AddRange(await QueuesAsync(patient, options, cancellationToken));
            return findings;
        }
        catch (QueueUnavailableException exception)
        {
            return
            [
                exception.Message.Contains("account", StringComparison.Ordinal)
                    ? Finding.Fault(
                        "broker.refused",
                        $"{where}拒绝了账号或密码",
                        "改正配置 RabbitMq 中的账号、密码与虚拟主机"
                    )
                    : Finding.Fault(
                        "broker.unreachable",
                        $"{where}不可用",
                        "检查 RabbitMQ 服务、网络与地址；期间已提交的短信留在数据库中，恢复后自动继续"
                    ),
            ];
        }
    }

    private static Finding Inside(Patient patient) =>
        patient.Processes is not [var process, ..]
            ? Finding.Warning("broker.not_running", "队列在进程内，而平台没有在运行", "用 ./run 启动平台")
        : !process.IsReached
            ? Finding.Warning(
                "broker.not_running",
                $"队列在进程内，而 {process.Url} 没有应答",
                "用 ./run 启动平台"
            )
        : process.Problems.Count > 0
            ? Finding.Fault(
                "broker.not_ready",
                $"{process.Url} 未就绪：{string.Join("；", process.Problems)}",
                "按维护手册“启动失败与运行中的提示”处理"
            )
        : Finding.Ok("broker.inside", $"队列在进程内，{process.Url} 已就绪");

    private static async Task<IReadOnlyList<Finding>> QueuesAsync(
        Patient patient,
        RabbitMqOptions options,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<string> names;
        try
        {
            names = patient.Connection is { } site
                ? await QueueReader.NamesAsync(site, cancellationToken)
                : QueueNames.Fixed;
        }
        catch (Exception exception) when (DatabaseCheck.IsAway(exception, cancellationToken))
        {
            names = QueueNames.Fixed;
        }

        await using var queues = new RabbitMqQueues(options, TimeProvider.System);
        var findings = new List<Finding>();
        foreach (var name in names)
        {
            findings.AddRange(await QueueAsync(queues, name, cancellationToken));
        }

        foreach (var delay in QueueNames.RetryDelays.Select(QueueNames.Retry))
        {
            if (await queues.GetStatusAsync(delay, cancellationToken) is null)
            {
                findings.Add(Missing(delay));
            }
        }

        if (findings.Count == 0)
        {
            findings.Add(Finding.Ok("broker.queues", $"{names.Count} 个队列齐全，没有死信"));
        }

        return findings;
    }

    private static Finding Missing(string queue) =>
        Finding.Fault("broker.queue_missing", $"缺少队列 {queue}", "运行 ./yixun topology declare");

    private static async Task<IReadOnlyList<Finding>> QueueAsync(
        RabbitMqQueues queues,
        string name,
        CancellationToken cancellationToken
    )
    {
        var dead = QueueNames.DeadLetterOf(name);
        var findings = new List<Finding>();
        var status = await queues.GetStatusAsync(name, cancellationToken);
        var deadStatus = await queues.GetStatusAsync(dead, cancellationToken);
        foreach (
            var missing in new[] { (name, status), (dead, deadStatus) }.Where(each => each.Item2 is null)
        )
        {
            findings.Add(Missing(missing.Item1));
        }

        if (findings.Count > 0)
        {
            return findings;
        }

        try
        {
            // Both exist, so this only compares.
            await queues.DeclareAsync(name, cancellationToken);
        }
        catch (QueueUnavailableException exception)
            when (exception.InnerException
                    is OperationInterruptedException { ShutdownReason.ReplyCode: PreconditionFailed }
            )
        {
            findings.Add(
                Finding.Fault(
                    "broker.queue_arguments",
                    $"队列 {name} 的属性与平台声明的不同",
                    "停止收发，待队列排空后删除该队列，再运行 ./yixun topology declare"
                )
            );
        }

        if (status is { Consumers: 0 } && QueueNames.Fixed.Contains(name))
        {
            findings.Add(
                Finding.Fault("broker.no_consumer", $"队列 {name} 没有消费者", "启动函数进程，或查看其日志")
            );
        }

        if (deadStatus is { Depth: > 0 } letters)
        {
            findings.Add(
                Finding.Warning(
                    "broker.dead_letters",
                    $"队列 {name} 有 {letters.Depth} 个死信",
                    "查看函数或发送进程日志中该队列的错误，排除后运行 ./yixun topology redrive 放回；短信本身在数据库中，不会丢失"
                )
            );
        }

        return findings;
    }
}
