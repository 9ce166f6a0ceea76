using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.OpenApi;
using Yixun.Core.Problems;
using Yixun.Core.Security;
using Yixun.Functions.Http;

namespace Yixun.Functions.OpenApi;

/// <summary>Makes the OpenAPI document from the functions' attributes and the types that they name.</summary>
public static partial class OpenApiDocumentBuilder
{
    private const string SystemScheme = "SystemSignature";
    private const string StaffScheme = "StaffSession";

    private static readonly Dictionary<string, Problem> Problems = typeof(ProblemCatalogue)
        .GetProperties(BindingFlags.Public | BindingFlags.Static)
        .Where(property => property.PropertyType == typeof(Problem))
        .Select(property => (Problem)property.GetValue(null)!)
        .ToDictionary(problem => problem.Code);

    /// <summary>The HTTP functions that the document describes.</summary>
    public static IEnumerable<(
        MethodInfo Method,
        HttpTriggerAttribute Trigger,
        ApiOperationAttribute Operation
    )> Operations =>
        (
            from type in typeof(OpenApiDocumentBuilder).Assembly.GetTypes()
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
            let operation = method.GetCustomAttribute<ApiOperationAttribute>()
            where operation is not null
            let trigger = method
                .GetParameters()
                .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
                .Single(attribute => attribute is not null)
            select (Method: method, Trigger: trigger!, Operation: operation)
        )
            // What connected systems read comes first.
            .OrderBy(one => !one.Trigger.Route!.StartsWith("api/v1/", StringComparison.Ordinal))
            .ThenBy(one => one.Trigger.Route, StringComparer.Ordinal)
            .ThenBy(one => one.Trigger.Methods![0], StringComparer.Ordinal);

    public static OpenApiDocument Build()
    {
        var document = new OpenApiDocument
        {
            Info = new OpenApiInfo
            {
                Title = "医讯 Yixun API",
                Version = "1.0",
                Description = Description,
            },
            Paths = [],
            Components = new OpenApiComponents
            {
                Schemas = new Dictionary<string, IOpenApiSchema>(),
                SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
                {
                    [SystemScheme] = new OpenApiSecurityScheme
                    {
                        Type = SecuritySchemeType.ApiKey,
                        In = ParameterLocation.Header,
                        Name = RequestSignature.SignatureHeader,
                        Description = "接入系统签名，见文档开头",
                    },
                    [StaffScheme] = new OpenApiSecurityScheme
                    {
                        Type = SecuritySchemeType.ApiKey,
                        In = ParameterLocation.Cookie,
                        Name = Admin.StaffAuthenticationMiddleware.CookieName,
                        Description = "管理后台会话；除 GET 外须带 X-Yixun-Console: 1",
                    },
                },
            },
        };
        foreach (var (method, trigger, operation) in Operations)
        {
            var path = "/" + trigger.Route;
            if (!document.Paths.TryGetValue(path, out var item))
            {
                document.Paths.Add(path, item = new OpenApiPathItem());
            }

            ((OpenApiPathItem)item).AddOperation(
                HttpMethod.Parse(trigger.Methods![0]),
                Describe(document, method, path, operation)
            );
        }

        return document;
    }

    private static OpenApiOperation Describe(
        OpenApiDocument document,
        MethodInfo method,
        string path,
        ApiOperationAttribute attribute
    )
    {
        var ofSystems = path.StartsWith("/api/v1/", StringComparison.Ordinal);
        var described = new OpenApiOperation
        {
            OperationId = method.GetCustomAttribute<FunctionAttribute>()!.Name,
            Summary = attribute.Summary,
            Description = attribute.Description,
            Tags = new HashSet<OpenApiTagReference> { new(attribute.Tag, document) },
            Parameters = [],
            Responses = [],
            Security =
            [
                new OpenApiSecurityRequirement
                {
                    [new OpenApiSecuritySchemeReference(ofSystems ? SystemScheme : StaffScheme, document)] =
                    [],
                },
            ],
        };
        document.Tags ??= new HashSet<OpenApiTag>();
        if (document.Tags.All(tag => tag.Name != attribute.Tag))
        {
            document.Tags.Add(new OpenApiTag { Name = attribute.Tag });
        }

        foreach (Match parameter in RouteParameter().Matches(path))
        {
            described.Parameters.Add(
                new OpenApiParameter
                {
                    Name = parameter.Groups[1].Value,
                    In = ParameterLocation.Path,
                    Required = true,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                }
            );
        }

        foreach (var query in method.GetCustomAttributes<ApiQueryAttribute>())
        {
            described.Parameters.Add(
                new OpenApiParameter
                {
                    Name = query.Name,
                    In = ParameterLocation.Query,
                    Required = query.Required,
                    Description = query.Description,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                }
            );
        }

        if (attribute.Body is not null)
        {
            described.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = Content(document, attribute.Body, "application/json"),
            };
        }

        foreach (var response in method.GetCustomAttributes<ApiResponseAttribute>())
        {
            described.Responses.Add(
                response.Status.ToString(CultureInfo.InvariantCulture),
                new OpenApiResponse
                {
                    Description = response.Description,
                    Content = response.Type is null
                        ? null
                        : Content(document, response.Type, "application/json"),
                }
            );
        }

        string[] always = ofSystems
            ?
            [
                "signature_missing",
                "key_unknown",
                "signature_invalid",
                "timestamp_invalid",
                "nonce_invalid",
                "nonce_used",
                "system_disabled",
                "address_not_allowed",
                "too_many_requests",
                "body_too_large",
                "internal_error",
            ]
            : ["not_signed_in", "forbidden", "internal_error"];
        foreach (
            var problems in attribute
                .Problems.Concat(always)
                .Select(code => Problems[code])
                .GroupBy(problem => problem.Status)
                .OrderBy(group => group.Key)
        )
        {
            described.Responses.Add(
                problems.Key.ToString(CultureInfo.InvariantCulture),
                new OpenApiResponse
                {
                    Description = string.Join(
                        '\n',
                        problems.Select(problem => $"- `{problem.Code}` {problem.Detail} ({problem.Title})")
                    ),
                    Content = Content(document, typeof(ProblemDocument), "application/problem+json"),
                }
            );
        }

        return described;
    }

    private static Dictionary<string, IOpenApiMediaType> Content(
        OpenApiDocument document,
        Type type,
        string mediaType
    ) => new() { [mediaType] = new OpenApiMediaType { Schema = SchemaOf(document, type) } };

    private static IOpenApiSchema SchemaOf(OpenApiDocument document, Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            return new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = SchemaOf(document, type.GetGenericArguments()[0]),
            };
        }

        if (!document.Components!.Schemas!.ContainsKey(type.Name))
        {
            var schema = ApiJson.Options.GetJsonSchemaAsNode(type, SchemaExport);
            document.Components.Schemas.Add(type.Name, JsonSchemaConverter.Convert((JsonObject)schema));
        }

        return new OpenApiSchemaReference(type.Name, document);
    }

    private static readonly JsonSchemaExporterOptions SchemaExport = new()
    {
        TreatNullObliviousAsNonNullable = true,
    };

    [GeneratedRegex(@"\{([a-zA-Z]+)(:[^}]*)?\}")]
    private static partial Regex RouteParameter();

    private const string Description = """
        医院短信平台的接口。

        ## 签名
        接入系统的每个请求须带四个请求头：
        - `X-Yixun-Key`：接入密钥编号
        - `X-Yixun-Timestamp`：Unix 时间（秒），与服务器相差不超过 300 秒
        - `X-Yixun-Nonce`：16 至 64 位随机串，只能使用一次
        - `X-Yixun-Signature`：小写十六进制的 HMAC-SHA256(密钥, 方法 + "\n" + 含查询串的路径 + "\n" + 时间戳 + "\n" + 随机串 + "\n" + 请求体 SHA-256 的小写十六进制)

        ## 约定
        64 位编号以字符串表示；时间为带时区的 ISO 8601；未知字段会被拒绝。错误为 application/problem+json，`code` 稳定不变，`detail` 为中文说明，`title` 为英文。
        429 与 503 附带 `Retry-After`，稍后用同一 clientId 重试不会重复发送。
        """;
}
