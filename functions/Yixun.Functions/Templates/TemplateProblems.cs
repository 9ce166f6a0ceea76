using Yixun.Core.Problems;
using Yixun.Core.Templates;

namespace Yixun.Functions.Templates;

/// <summary>Problems of templates.</summary>
internal static class TemplateProblems
{
    public static Problem Of(TemplateFault fault) =>
        (
            fault.Missing
                ? ProblemCatalogue.TemplateVariableMissing
                : ProblemCatalogue.TemplateVariableInvalid
        ).With(fault.Variable);
}
