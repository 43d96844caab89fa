namespace ScalingDashboard.Features.Imports;

/// <summary>The caller's imports, newest first. Equal lists are equal views, so a page that knows them is not drawn again.</summary>
public sealed record ImportsView(IReadOnlyList<ImportLine> Imports)
{
    public bool Equals(ImportsView? other) => other is not null && Imports.SequenceEqual(other.Imports);

    public override int GetHashCode() => Imports.Count == 0 ? 0 : HashCode.Combine(Imports.Count, Imports[0]);
}
