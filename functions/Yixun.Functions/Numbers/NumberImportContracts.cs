namespace Yixun.Functions.Numbers;

/// <param name="Rows">Rows of the file, without heading, comments and empty lines.</param>
/// <param name="Imported">Rows that were put into the plan; 0 where nothing was.</param>
/// <param name="Invalid">Rows at fault.</param>
/// <param name="Errors">The first 1,000 of them.</param>
public sealed record NumberImportAnswer(
    int Rows,
    int Imported,
    int Invalid,
    IReadOnlyList<NumberImportError> Errors
);

/// <param name="Line">From 1, as in the file.</param>
/// <param name="Code">prefix_invalid, carrier_invalid, kind_invalid, province_invalid, prefix_duplicate, columns_invalid or
/// line_too_long.</param>
/// <param name="Message">Chinese.</param>
public sealed record NumberImportError(int Line, string Code, string Message);
