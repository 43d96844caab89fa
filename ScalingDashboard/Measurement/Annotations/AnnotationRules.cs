using System.Security.Claims;
using System.Text;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Measurement.Annotations;

/// <summary>What a note may say, about what, and whose it is. Pure.</summary>
public static class AnnotationRules
{
    public const int LongestText = 500;

    /// <summary>The text as it is kept: one line of 1 to 500 characters.</summary>
    public static string Text(string? text)
    {
        var trimmed = text?.Trim() ?? "";
        if (trimmed.Length is 0 or > LongestText)
            throw Wrong(new Sentence(AnnotationsTexts.ResourceManager, nameof(AnnotationsTexts.TextLength), trimmed.Length, LongestText));
        if (trimmed.Any(char.IsControl))
            throw Wrong(new Sentence(AnnotationsTexts.ResourceManager, nameof(AnnotationsTexts.TextControl)));
        for (var at = 0; at < trimmed.Length; at++)
        {
            if (Rune.TryGetRuneAt(trimmed, at, out var rune))
                at += rune.Utf16SequenceLength - 1;
            else
                throw Wrong(new Sentence(AnnotationsTexts.ResourceManager, nameof(AnnotationsTexts.TextBroken)));
        }
        return trimmed;
    }

    /// <summary>A day like <c>2026-11-02</c>; one to come is allowed, for what is planned.</summary>
    public static DateOnly Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is >= Period.FirstYear and <= Period.LastYear
            ? day
            : throw Wrong(new Sentence(AnnotationsTexts.ResourceManager, nameof(AnnotationsTexts.DayWrong), Period.FirstYear, Period.LastYear));

    /// <summary>The unit that a note is about; null is all of them.</summary>
    /// <param name="code">Null or empty for all units.</param>
    /// <exception cref="Refused">All units are meant by somebody who does not see all.</exception>
    public static BusinessUnit? Unit(string? code, CatalogSnapshot catalog, UnitScope scope)
    {
        if (string.IsNullOrWhiteSpace(code))
            return scope.IsAll ? null : throw new Refused(new Sentence(AnnotationsTexts.ResourceManager, nameof(AnnotationsTexts.AllUnitsRefused)));
        return scope.Includes(code) && catalog.FindUnit(code) is { } unit
            ? unit
            : throw Wrong(new Sentence(AnnotationsTexts.ResourceManager, nameof(AnnotationsTexts.NoUnit), code));
    }

    /// <summary>Whether a person may withdraw what is seen of a note: the author may, and an administrator who sees all that it is
    /// about. What nobody wrote nobody withdraws.</summary>
    public static bool CanWithdraw(Annotation annotation, ClaimsPrincipal person) =>
        annotation.Kind == AnnotationKinds.Note && person.Can(Policies.Annotate)
        && (annotation.Author == person.Identity?.Name || (person.IsInRole(Roles.Admin) && (annotation.Unit is not null || person.UnitScope().IsAll)));

    private static Invalid Wrong(Sentence said) => new(said, StatusCodes.Status422UnprocessableEntity);
}
