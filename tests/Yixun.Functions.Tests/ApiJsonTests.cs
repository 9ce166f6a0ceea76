using System.Text;
using CsCheck;
using Xunit;
using Yixun.Core.Problems;
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
    [InlineData("""{"to":[]}""", "json_invalid", null)]
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
