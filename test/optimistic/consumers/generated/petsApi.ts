import { emptySplitApi as api } from './emptyApi.ts'
export const addTagTypes = ['pets'] as const
const injectedRtkApi = api
  .enhanceEndpoints({
    addTagTypes,
  })
  .injectEndpoints({
    endpoints: (build) => ({
      listPets: build.query<ListPetsApiResponse, ListPetsApiArg>({
        query: (queryArg) => ({
          url: `/kennels/${queryArg.kennelId}/pets`,
          params: {
            status: queryArg.status,
          },
        }),
        providesTags: ['pets'],
      }),
      addPet: build.mutation<AddPetApiResponse, AddPetApiArg>({
        query: (queryArg) => ({
          url: `/kennels/${queryArg.kennelId}/pets`,
          method: 'POST',
          body: queryArg.newPet,
        }),
        invalidatesTags: ['pets'],
      }),
      getPet: build.query<GetPetApiResponse, GetPetApiArg>({
        query: (queryArg) => ({ url: `/pets/${queryArg.petId}` }),
        providesTags: ['pets'],
      }),
      updatePet: build.mutation<UpdatePetApiResponse, UpdatePetApiArg>({
        query: (queryArg) => ({
          url: `/pets/${queryArg.petId}`,
          method: 'PATCH',
          body: queryArg.petChanges,
        }),
        invalidatesTags: ['pets'],
      }),
      deletePet: build.mutation<DeletePetApiResponse, DeletePetApiArg>({
        query: (queryArg) => ({
          url: `/pets/${queryArg.petId}`,
          method: 'DELETE',
        }),
        invalidatesTags: ['pets'],
      }),
    }),
    overrideExisting: false,
  })

export { injectedRtkApi as petsApi }
export type ListPetsApiResponse = /** status 200 ok */ PetPage
export type ListPetsApiArg = {
  kennelId: number
  status?: 'available' | 'sold'
}
export type AddPetApiResponse = /** status 201 ok */ Pet
export type AddPetApiArg = {
  kennelId: number
  newPet: NewPet
}
export type GetPetApiResponse = /** status 200 ok */ Pet
export type GetPetApiArg = {
  petId: number
}
export type UpdatePetApiResponse = /** status 200 ok */ Pet
export type UpdatePetApiArg = {
  petId: number
  petChanges: PetChanges
}
export type DeletePetApiResponse = unknown
export type DeletePetApiArg = {
  petId: number
}
export type Pet = {
  id: number
  name: string
  status: 'available' | 'sold'
  updatedAt?: string
}
export type PetPage = {
  total: number
  pets: Pet[]
}
export type NewPet = {
  name: string
}
export type PetChanges = {
  name?: string
  status?: 'available' | 'sold'
}
