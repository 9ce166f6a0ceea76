using System.Text;
using CsCheck;
using Xunit;
using Yixun.Core.Problems;
using Yixun.Functions.Alerts;
using Yixun.Functions.Http;
using Yixun.Functions.Submission;

namespace Yixun.Functions.Tests;

public sealed class ApiJsonTests
{
    private const string Valid = """{"lane":"care","content":"提醒","to":["13800138000"],"extension":"01"}""";

    [Theory]
    [InlineData("""{"lane":"care","to":[],"x":1}""", "field_unknown", "x")]
    [InlineData("""{"lane":"care","to":"13800138000"}""", "field_invalid", "to")]
    [InlineData("""{"lane":"care","to":[1]}""", "field_invalid", "to[0]")]
    [InlineData("""{"to":[]}""", "field_missing", "lane")]
    [InlineData("""{"lane":"care","content":"x"}""", "field_missing", "to")]
    [InlineData("{}", "field_missing", "lane")]
    [InlineData("""{"lane":"missing required properties including: 'x'"}""", "field_missing", "to")]
    [InlineData(
        """{"lane":"care","to":[],"missing required properties including: 'y'":1}""",
        "field_unknown",
        null
    )]
    [InlineData("[]", "body_kind_invalid", null)]
    [InlineData("null", "body_kind_invalid", null)]
    [InlineData("7", "body_kind_invalid", null)]
    [InlineData("\"text\"", "body_kind_invalid", null)]
    [InlineData("", "json_invalid", null)]
    [InlineData("{", "json_invalid", null)]
    [InlineData("""{"lane":"care","to":[}""", "json_invalid", null)]
    public void Read_badBody_namesTheField(string body, string code, string? field)
    {
        var problem = Assert
            .Throws<ProblemException>(() => ApiJson.Read<SubmitRequest>(Encoding.UTF8.GetBytes(body)))
            .Problem;

        Assert.Equal(code, problem.Code);
        if (field is not null)
        {
            Assert.Equal(field, problem.Field);
        }
    }

    [Theory]
    [InlineData("""{"kind":"webhook"}""", "name")]
    [InlineData("""{"name":"t"}""", "kind")]
    public void Read_alertTargetWithoutAField_namesIt(string body, string field)
    {
        var problem = Assert
            .Throws<ProblemException>(() => ApiJson.Read<AlertTargetRequest>(Encoding.UTF8.GetBytes(body)))
            .Problem;

        Assert.Equal(("field_missing", 400, field), (problem.Code, problem.Status, problem.Field));
        Assert.Equal($"缺少必填字段：{field}", problem.Detail);
    }

    [Fact]
    public void Read_missingFieldOfAnInnerObject_namesThePlace()
    {
        var problem = Assert
            .Throws<ProblemException>(() =>
                ApiJson.Read<Dictionary<string, SubmitRequest>>("""{"a":{"lane":"care"}}"""u8)
            )
            .Problem;

        Assert.Equal(("field_missing", "a.to"), (problem.Code, problem.Field));
    }

    [Fact]
    public void Read_mutatedBody_isReadOrAProblemAndNothingElse() =>
        Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Byte, Gen.Int[0, 2])
            .Array[1, 4]
            .Sample(
                mutations =>
                {
                    var body = Encoding.UTF8.GetBytes(Valid).ToList();
                    foreach (var (at, octet, how) in mutations)
                    {
                        var place = Math.Min(at, body.Count - 1);
                        switch (how)
                        {
                            case 0:
                                body[place] = octet;
                                break;
                            case 1:
                                body.Insert(place, octet);
                                break;
                            default:
                                if (body.Count > 1)
                                {
                                    body.RemoveAt(place);
                                }

                                break;
                        }
                    }

                    try
                    {
                        ApiJson.Read<SubmitRequest>(body.ToArray());
                    }
                    catch (ProblemException exception)
                    {
                        Assert.InRange(exception.Problem.Status, 400, 422);
                    }
                },
                iter: 20_000
            );
}
